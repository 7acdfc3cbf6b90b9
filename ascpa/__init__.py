"""How English councils' adult social care was judged, 2008-2010, as open data.

Five nouns (package, resource, council, report, evidence) and a few verbs. The data packages travel
inside the installed library, so nothing here touches the network. Importing ``ascpa`` loads neither
pandas nor frictionless: each name below is fetched when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "AscpaError",
    "Failure",
    "Package",
    "Report",
    "Resource",
    "build",
    "cite",
    "councils",
    "evidence",
    "load",
    "package",
    "packages",
    "validate",
    "verify",
]

if TYPE_CHECKING:
    from ascpa.catalog import package, packages
    from ascpa.checks import validate
    from ascpa.citation import cite
    from ascpa.errors import AscpaError
    from ascpa.frames import load
    from ascpa.model import Package, Resource
    from ascpa.pipeline import build
    from ascpa.places import evidence
    from ascpa.proof import verify
    from ascpa.register import councils
    from ascpa.report import Failure, Report

_HOMES = {
    "AscpaError": "errors",
    "Failure": "report",
    "Package": "model",
    "Report": "report",
    "Resource": "model",
    "build": "pipeline",
    "cite": "citation",
    "councils": "register",
    "evidence": "places",
    "load": "frames",
    "package": "catalog",
    "packages": "catalog",
    "validate": "checks",
    "verify": "proof",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ascpa' has no attribute {name!r}")
    return getattr(import_module(f"ascpa.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
