"""Every rule has a broken example that fails it and nothing else."""

import json
from pathlib import Path

import pytest

import ascpa
from ascpa.checks.rules import RULES

BROKEN = Path(__file__).parent / "broken"
FOLDERS = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())


def _rule_of(folder):
    return max((rule for rule in RULES if f"{folder}-".startswith(f"{rule}-")), key=len)


@pytest.mark.parametrize("folder", FOLDERS)
def test_broken_package_gives_its_report(folder, monkeypatch):
    monkeypatch.chdir(BROKEN)
    expected = json.loads((BROKEN / folder / "expected.json").read_text(encoding="utf-8"))
    assert json.loads(ascpa.validate(folder).to_json())["failures"] == expected


@pytest.mark.parametrize("folder", FOLDERS)
def test_broken_package_fails_one_rule(folder):
    expected = json.loads((BROKEN / folder / "expected.json").read_text(encoding="utf-8"))
    assert {failure["rule"].partition("/")[0] for failure in expected} == {_rule_of(folder)}


def test_every_rule_has_a_broken_package():
    assert {_rule_of(folder) for folder in FOLDERS} == set(RULES)
