"""Which module may know which: read from the import statements, without running them."""

import ast
import socket
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import ascpa

HOME = Path(ascpa.__file__).parent
FILES = {
    ".".join(("ascpa", *path.relative_to(HOME).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in sorted(HOME.rglob("*.py"))
}
LIGHT = {"model", "descriptor", "catalog", "report", "errors", "printed", "citation", "seal"}
LONGEST = 300
NETWORK = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "socket", "urllib3"}
NETWORK |= {"urllib.request"}


def _imports(module, *, top_level=False):
    """Return the full names that a module imports, also within functions unless told not to."""
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    found = set()
    for node in tree.body if top_level else ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _knows(name, library):
    return name == library or name.startswith(f"{library}.")


def _who_imports(*libraries):
    return {
        module
        for module in FILES
        for name in _imports(module)
        if any(_knows(name, library) for library in libraries)
    }


def _neighbours(module):
    """Return the modules of ours that a module imports."""
    found = set()
    for name in _imports(module):
        if name in FILES:
            found.add(name)
        elif name.rpartition(".")[0] in FILES:
            found.add(name.rpartition(".")[0])
    return found - {module}


def test_modules_are_found():
    assert {"ascpa", "ascpa.cli", "ascpa.checks.tables", "ascpa.output.sqlite"} <= set(FILES)


def test_nothing_knows_the_command_line_but_its_entry():
    assert _who_imports("ascpa.cli") == {"ascpa.__main__"}


@pytest.mark.parametrize("name", sorted(LIGHT))
def test_module_that_describes_loads_no_pandas(name):
    names = _imports(f"ascpa.{name}", top_level=True)
    assert [item for item in names if _knows(item, "pandas")] == []


@pytest.mark.parametrize("name", sorted(LIGHT))
def test_module_that_describes_knows_others_of_its_kind_alone(name):
    names = _imports(f"ascpa.{name}", top_level=True)
    known = {name.split(".")[1] for name in names if _knows(name, "ascpa")}
    assert known <= LIGHT


def test_frictionless_is_known_where_tables_are_checked_alone():
    assert _who_imports("frictionless") == {"ascpa.checks.tables"}


@pytest.mark.parametrize("library", ["pyarrow", "sqlite_utils", "xlsxwriter"])
def test_library_that_writes_is_known_to_the_output_alone(library):
    assert {module.rpartition(".")[0] for module in _who_imports(library)} == {"ascpa.output"}


def test_datasette_is_known_where_it_is_served_alone():
    assert _who_imports("datasette") == {"ascpa.serve", "ascpa.datasette.plugins.guard"}


@pytest.mark.parametrize("library", ["mkdocs", "jinja2"])
def test_library_of_the_website_is_known_to_the_website_alone(library):
    found = {
        module
        for module in _who_imports(library)
        if module != "ascpa.site" and not _knows(module, "ascpa.pages")
    }
    assert found == set()


def test_no_module_knows_a_network():
    assert _who_imports(*NETWORK) == set()


def test_no_test_reaches_the_network():
    with pytest.raises(RuntimeError, match=r"^A test tried to reach 192\.0\.2\.1\.$"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_no_modules_know_each_other_in_a_circle():
    sorter = TopologicalSorter({module: _neighbours(module) for module in FILES})
    try:
        sorter.prepare()
    except CycleError as error:
        pytest.fail(" knows ".join(error.args[1]))


@pytest.mark.parametrize("module", FILES)
def test_module_is_short(module):
    assert len(FILES[module].read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", FILES)
def test_module_says_what_it_does(module):
    assert ast.get_docstring(ast.parse(FILES[module].read_text(encoding="utf-8")))
