"""Build the website with MkDocs from the pages that ``ascpa.pages`` writes."""

import logging
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ascpa.catalog import CHECKOUT
from ascpa.errors import BuildError, MissingExtraError, UsageError
from ascpa.model import Package
from ascpa.report import Report

PROJECT = CHECKOUT.parent
BANNERS_OFF = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}


def build_site(packages: Sequence[Package], data: Path, report: Report, folder: Path) -> None:
    """Build the website into an empty folder.

    Parameters
    ----------
    packages
        What the site is about.
    data
        The built data, which the site offers under ``downloads/``.
    report
        The outcome of the checks.
    folder
        Where to write.

    Raises
    ------
    MissingExtraError
        If MkDocs, its theme or Jinja is not installed.
    UsageError
        If this is not a checkout of the project.
    BuildError
        If MkDocs finds a broken link or anything else to warn about.
    """
    settings = PROJECT / "mkdocs.yml"
    if not settings.is_file():
        raise UsageError(
            "The website is built in a checkout of the project; there is no mkdocs.yml here.",
            hint="Clone the project and run: make site",
        )
    os.environ.update(BANNERS_OFF)
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1764547200")
    try:
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        from ascpa.pages import write_pages
    except ImportError as error:
        raise MissingExtraError("The website", "site", error.name or "mkdocs") from None
    with tempfile.TemporaryDirectory(prefix="ascpa-pages-") as pages:
        write_pages(packages, PROJECT / "docs", data, report, Path(pages))
        config = load_config(
            str(settings), docs_dir=pages, site_dir=str(folder), strict=True, **_address()
        )
        config["nav"] = _with_packages(config["nav"], packages)
        _run(build, config)
    shutil.copytree(data, folder / "downloads")


def _address() -> dict[str, str]:
    """Return where the site will stand, if the environment says so."""
    address = os.environ.get("SITE_URL", "").rstrip("/")
    return {"site_url": f"{address}/"} if address else {}


def _with_packages(nav: list[Any], packages: Sequence[Package]) -> list[Any]:
    pages = [{package.title: f"data/{package.name}.md"} for package in packages]
    return [
        {"Data": ["data/index.md", *pages]} if entry == {"Data": "data/index.md"} else entry
        for entry in nav
    ]


def _run(build: Any, config: Any) -> None:
    from mkdocs.exceptions import Abort, ConfigurationError
    from mkdocs.exceptions import BuildError as MkDocsError

    messages = _Messages()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(messages)
    try:
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
    except (Abort, MkDocsError, ConfigurationError) as error:
        told = "; ".join(messages.texts[:5]) or str(error)
        raise BuildError(f"The website could not be built: {told}.") from None
    finally:
        logger.removeHandler(messages)


class _Messages(logging.Handler):
    """Keeps the warnings of MkDocs, to tell them in our own words."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())
