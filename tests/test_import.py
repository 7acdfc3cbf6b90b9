import subprocess
import sys

import pytest

import ascpa

HEAVY = ("pandas", "numpy", "frictionless", "jsonschema", "pyarrow", "sqlite_utils", "rich")


def _loaded_by(code):
    """Return which of the heavy libraries a piece of Python loads."""
    code += f"; import sys; print(*[name for name in {HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.splitlines()[-1].split()


@pytest.mark.parametrize(
    ("code", "loaded"),
    [
        ("import ascpa", []),
        ("import ascpa.cli", []),
        ("import ascpa; ascpa.packages()", []),
        ("import ascpa; ascpa.package('grades')", []),
        ("import ascpa; ascpa.cite('grades')", []),
        ("import ascpa.errors, ascpa.report, ascpa.printed, ascpa.seal", []),
    ],
)
def test_what_needs_no_table_loads_no_heavy_library(code, loaded):
    assert _loaded_by(code) == loaded


def test_loading_a_table_loads_no_frictionless():
    assert "frictionless" not in _loaded_by("import ascpa; ascpa.load('reference/units')")


def test_help_loads_no_heavy_library():
    code = "from click.testing import CliRunner; from ascpa.cli import cli"
    assert _loaded_by(f"{code}; assert CliRunner().invoke(cli, ['--help']).exit_code == 0") == []


@pytest.mark.parametrize("name", ascpa.__all__)
def test_public_name_is_there(name):
    assert getattr(ascpa, name).__module__.startswith("ascpa.")


def test_public_names_are_listed():
    assert dir(ascpa) == sorted([*ascpa.__all__, "__version__"])


def test_unknown_name_is_refused():
    with pytest.raises(AttributeError, match=r"^module 'ascpa' has no attribute 'lode'$"):
        _ = ascpa.lode


def test_version_is_a_version():
    assert [part.isdigit() for part in ascpa.__version__.split(".")] == [True, True, True]
