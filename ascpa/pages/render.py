"""Templates and the escaping of every text that comes from a descriptor or a table."""

import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~^=:$-])")


def escape(text: object) -> str:
    """Return a text as Markdown that shows exactly that text, on one line."""
    plain = " ".join(str(text).split())
    return _SPECIAL.sub(r"\\\1", html.escape(plain, quote=False)).replace(r"\:", "&#58;")


def render(template: str, **values: Any) -> str:
    """Return a page made from a template of this package."""
    return _environment().get_template(f"{template}.md.jinja").render(values)


def slug(name: str) -> str:
    """Return a name as it stands in an address."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def size(number: int) -> str:
    """Return a number of bytes in words."""
    return f"{number / 1000:,.1f} kB" if number >= 1000 else f"{number} B"


def write(folder: Path, pages: Mapping[str, str]) -> None:
    """Write pages, given by their path, into a folder."""
    for path, text in pages.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Markdown, escaped by the filter "text"
    )
    environment.filters.update(text=escape, size=size, slug=slug)
    return environment
