"""What the project's own papers promise, held against what is there."""

import re
import sqlite3
import tomllib
from pathlib import Path

import pytest

import ascpa
from ascpa import catalog
from ascpa.cli import cli

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").rglob("*.md"))
SQL = [
    (page.name, block)
    for page in PAGES
    for block in re.findall(r"^ *```sql\n(.*?)^ *```", page.read_text("utf-8"), re.S | re.M)
]


@pytest.mark.parametrize(("page", "statement"), SQL)
def test_sql_of_a_page_runs_and_finds_something(built, page, statement):
    database = sqlite3.connect(f"file:{built / 'data' / 'ascpa.db'}?mode=ro", uri=True)
    assert database.execute(statement).fetchall(), page


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_command_and_its_options_are_documented(name):
    text = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")
    section = text.partition(f"## ascpa {name}\n")[2].partition("\n## ")[0]
    options = [option for item in cli.commands[name].params for option in item.opts]
    assert section
    assert [option for option in options if option.startswith("--") and option not in section] == []


@pytest.mark.parametrize("name", sorted(set(ascpa.__all__) - {"AscpaError"}))
def test_public_name_stands_in_the_reference(name):
    text = (ROOT / "docs" / "reference" / "python.md").read_text("utf-8")
    assert f"::: ascpa.{name}\n" in text


def test_every_package_is_named_where_packages_are_listed():
    readme = (ROOT / "README.md").read_text("utf-8")
    model = (ROOT / "docs" / "learn" / "data-model.md").read_text("utf-8")
    for package in catalog.every_package():
        assert f"[`{package.name}`]" in readme
        row = next(line for line in model.splitlines() if line.startswith(f"| `{package.name}` |"))
        for resource in package.resources:
            if resource.role != "evidence":
                key = ", ".join(resource.primary_key)
                assert f"`{resource.name}` ({key})" in row


def test_version_is_the_same_everywhere():
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert f"\nversion: {ascpa.__version__}\n" in citation
    assert f"\n## {ascpa.__version__} " in changelog


def test_every_package_has_its_version_at_the_top_of_its_changes():
    for package in catalog.every_package():
        assert package.changes[0].version == package.version


def test_lock_pins_every_library_with_hashes_and_names_no_address():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pinned = re.findall(r"^[A-Za-z0-9_.-]+==", text, re.M)
    assert len(pinned) > 50
    assert text.count("--hash=sha256:") > len(pinned)
    assert re.findall(r"https?://|--index-url|--find-links", text) == []


def test_lock_holds_everything_that_the_project_asks_for():
    text = (ROOT / "requirements.lock").read_text("utf-8").casefold()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(item for extra in extras for item in extra)]
    names = {re.split(r"[\[<>=~;]", item)[0].casefold() for item in asked} - {"ascpa"}
    assert [name for name in sorted(names) if f"\n{name}==" not in text] == []


def test_every_action_is_pinned_by_commit():
    for workflow in (ROOT / ".github" / "workflows").glob("*.yml"):
        uses = re.findall(r"uses: (\S+)(.*)", workflow.read_text("utf-8"))
        assert uses
        for action, comment in uses:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_workflows_ask_for_least_permissions():
    for workflow in (ROOT / ".github" / "workflows").glob("*.yml"):
        assert re.search(
            r"^permissions:( \{\}|\n  contents: read)$", workflow.read_text("utf-8"), re.M
        )
