"""The page that lists every check, from the rules themselves."""

from ascpa.checks.rules import RULES
from ascpa.pages.render import render

LAYERS = {
    "descriptor": "The descriptor",
    "file": "The files",
    "schema": "The tables",
    "facts": "Facts and evidence",
    "grades": "Grades and councils",
    "language": "Language",
}


def check_pages() -> dict[str, str]:
    """Return the page about checks, by path."""
    layers = {
        title: [rule for rule in RULES.values() if rule.layer == layer]
        for layer, title in LAYERS.items()
    }
    return {"reference/checks.md": render("checks", layers=layers)}
