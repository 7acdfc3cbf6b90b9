import json
import signal
import subprocess
import sys
import time

import pytest

import ascpa
from ascpa import catalog
from ascpa.cli import main


@pytest.fixture
def run(monkeypatch, capsys):
    """Return a function that runs a command and returns exit code, output and messages."""

    def run_command(*words):
        monkeypatch.setattr(sys, "argv", ["ascpa", *map(str, words)])
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code or 0
        return code, *capsys.readouterr()

    return run_command


def _command(*words):
    return [sys.executable, "-m", "ascpa", *words]


def test_help_lists_every_verb(run):
    code, output, _ = run("--help")
    listed = [line.split()[0] for line in output.partition("Commands:")[2].splitlines() if line]
    assert (code, listed) == (
        0,
        ["build", "cite", "councils", "list", "seal", "serve", "show", "validate", "verify"],
    )


def test_version_is_that_of_the_library(run):
    assert run("--version") == (0, f"ascpa {ascpa.__version__}\n", "")


def test_module_runs_as_the_command():
    done = subprocess.run(_command("--version"), capture_output=True, text=True, check=True)
    assert done.stdout == f"ascpa {ascpa.__version__}\n"


def test_list_tells_packages_and_tables(run):
    code, output, _ = run("list")
    assert code == 0
    assert "grades  Grades of adult social care (version " in output
    assert "  reference/regions                       9 rows  Regions of England\n" in output


def test_list_as_json(run):
    code, output, messages = run("list", "--json")
    assert (code, messages) == (0, "")
    assert json.loads(output) == [
        {
            "package": package.name,
            "title": package.title,
            "version": package.version,
            "resources": {r.name: {"title": r.title, "rows": r.rows} for r in package.resources},
        }
        for package in catalog.every_package()
    ]


def test_show_describes_a_package(run):
    code, output, _ = run("show", "reference")
    package = catalog.package("reference")
    assert code == 0
    assert output.startswith(f"{package.title} (version {package.version})\n\n")
    assert "\nreference/regions: Regions of England, 9 rows\n" in output
    assert "  region_code          Region code (string)\n" in output


def test_show_a_package_as_json_is_its_descriptor(run):
    code, output, _ = run("show", "reference", "--json")
    descriptor = catalog.package("reference").file.read_text(encoding="utf-8")
    assert (code, json.loads(output)) == (0, json.loads(descriptor))


def test_show_a_table_shows_its_first_rows(run):
    code, output, _ = run("show", "reference/units", "--rows", "2")
    rows = catalog.resource("reference/units").rows
    assert code == 0
    assert output.splitlines()[0] == (
        "reference/units: Units that the fields of every package refer to."
    )
    assert output.splitlines()[-1] == f"2 of {rows} rows; all with --rows 0"


def test_show_every_row_says_nothing_of_more(run):
    code, output, _ = run("show", "reference/regions", "--rows", "0")
    assert (code, len(output.splitlines())) == (0, 11)


def test_show_a_table_as_json_has_every_field(run):
    code, output, _ = run("show", "reference/regions", "--rows", "2", "--json")
    assert (code, json.loads(output)) == (
        0,
        [
            {"region_code": "E12000001", "title": "North East"},
            {"region_code": "E12000002", "title": "North West"},
        ],
    )


def test_validate_our_packages(run, small, monkeypatch):
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(small))
    code, output, messages = run("validate")
    assert (code, messages) == (0, "")
    assert output.startswith("grades, reference: valid (")


def test_validate_as_json(run, copied):
    code, output, _ = run("validate", copied("reference") / "reference", "--json")
    found = json.loads(output)
    assert (code, found["valid"], found["packages"]) == (0, True, ["reference"])


def test_validate_a_broken_package_fails(run, altered):
    folder = altered("reference/data/units.csv", "Byte,B,", " Byte,B,")
    code, output, messages = run("validate", folder / "reference")
    assert (code, messages) == (1, "")
    assert output.startswith(
        "reference: 1 failure\n  reference/units, line 6, field title: cell-form:"
    )


def test_validate_a_broken_package_as_json_fails(run, altered):
    folder = altered("reference/data/units.csv", "Byte,B,", " Byte,B,")
    code, output, _ = run("validate", folder / "reference", "--json")
    found = json.loads(output)
    assert (code, found["valid"], found["failures"][0]["rule"]) == (1, False, "cell-form")


def test_validate_what_is_not_json_fails(run, tmp_path):
    file = tmp_path / "datapackage.json"
    file.write_text("name: grades\n", encoding="utf-8")
    code, output, messages = run("validate", file)
    assert (code, messages) == (1, "")
    assert "descriptor-unreadable: found " in output
    assert "is not JSON: Expecting value: line 1 column 1 (char 0)" in output


def test_verify_proves_our_evidence(run, transcripts):
    code, output, _ = run("verify", "--transcripts", transcripts)
    number = len(ascpa.verify(transcripts).proofs)
    assert (code, output) == (0, f"{number:,} rows of evidence: {number:,} proved\n")


def test_verify_without_the_transcripts_fails(run, tmp_path):
    code, output, _ = run("verify", "--transcripts", tmp_path)
    number = len(ascpa.verify(tmp_path).proofs)
    assert code == 1
    assert output.splitlines()[-1] == (
        f"{number:,} rows of evidence: {number:,} transcript missing"
    )


def test_verify_as_json(run, tmp_path):
    code, output, _ = run("verify", "--transcripts", tmp_path, "--json")
    assert (code, json.loads(output)["proved"]) == (1, False)


def test_build_tells_what_it_wrote(run, small, tmp_path, monkeypatch):
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(small))
    code, output, messages = run("build", "--to", tmp_path / "build")
    files = [path for path in (tmp_path / "build" / "data").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    assert (code, messages) == (0, "")
    assert output == f"{tmp_path / 'build' / 'data'}: {len(files)} files, {size:,} bytes\n"


@pytest.mark.parametrize(
    ("options", "form"),
    [
        ([], "text"),
        (["--format", "bibtex"], "bibtex"),
        (["--format", "csl-json"], "csl-json"),
        (["--json"], "csl-json"),
    ],
)
def test_cite_prints_the_citation(run, options, form):
    assert run("cite", "grades", *options) == (0, f"{ascpa.cite('grades', form)}\n", "")


def test_councils_of_a_day_are_listed(run):
    code, output, _ = run("councils", "--at", "2008-11-01")
    assert (code, output.splitlines()[-1]) == (0, "150 councils on 2008-11-01")


def test_every_code_of_the_register_is_listed(run):
    code, output, _ = run("councils")
    number = catalog.resource("reference/councils").rows
    assert code == 0
    assert output.splitlines()[-1] == f"{number} councils and codes in the register"


def test_councils_as_json(run):
    code, output, _ = run("councils", "--at", "2009-11-01", "--json")
    found = json.loads(output)
    assert (code, len(found), found[0]["name"]) == (0, 152, "Hartlepool")


def test_seal_tells_what_it_changed(run, copied):
    folder = copied("reference") / "reference"
    (folder / "README.md").unlink()
    assert run("seal", folder) == (0, "README.md\n", "")


def test_seal_tells_when_nothing_changed(run, copied):
    folder = copied("reference") / "reference"
    assert run("seal", folder) == (0, f"{folder}: nothing had changed\n", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "grade"], "There is no package 'grade'. There is: "),
        (["show", "grades/judgments"], "There is no resource in package 'grades' named 'judgm"),
        (["show", "grade/judgements"], "There is no package 'grade'. There is: "),
        (["cite", "grade"], "There is no package 'grade'. There is: "),
        (["cite", "grades", "--format", "bib"], "There is no citation format 'bib'. There is: "),
        (["validate", "no-such-place"], "There is no data package at no-such-place: it does not"),
        (["verify", "--transcripts", "no-such-place"], "There is no folder no-such-place. Name "),
        (["serve", "--data", "no-such-place"], "There is no database no-such-place/ascpa.db. B"),
        (["councils", "--at", "2008-13-01"], "'2008-13-01' is not a day. Write it as 2008-11-0"),
        (["councils", "--at", "1999-01-01"], "The register of councils begins on 2008-04-01; a"),
    ],
)
def test_bad_usage_is_told_in_one_line(run, words, message):
    code, output, messages = run(*words)
    assert (code, output, messages.count("\n")) == (2, "", 1)
    assert messages.startswith(f"ascpa: {message}")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["lst"], "Error: No such command 'lst'."),
        (["show"], "Error: Missing argument 'NAME'."),
        (["show", "grades", "--row", "3"], "Error: No such option '--row'"),
        (["show", "grades", "--rows", "many"], "Error: Invalid value for '--rows': 'many' is not"),
        (["verify"], "Error: Missing option '--transcripts'."),
        (["build", "--nowhere"], "Error: No such option '--nowhere'"),
        (["serve", "--port", "http"], "Error: Invalid value for '--port': 'http' is not a valid"),
    ],
)
def test_bad_option_is_told_with_the_usage(run, words, message):
    code, output, messages = run(*words)
    assert (code, output) == (2, "")
    assert messages.startswith("Usage: ")
    assert message in messages


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["seal", "no-such-place"], "There is no file no-such-place/datapackage.json. Name a "),
        (["build", "--to", "/dev/null"], "/dev/null/data could not be written: "),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(run, small, monkeypatch, words, message):
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(small))
    code, output, messages = run(*words)
    assert (code, output, messages.count("\n")) == (1, "", 1)
    assert messages.startswith(f"ascpa: {message}")


def test_packages_named_by_the_environment_must_be_there(run, tmp_path, monkeypatch):
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(tmp_path))
    code, _, messages = run("list")
    assert (code, messages.startswith(f"ascpa: No data packages were found in {tmp_path}.")) == (
        2,
        True,
    )


def test_descriptor_that_cannot_be_read_is_told(run, copied, monkeypatch):
    folder = copied("grades", "reference")
    (folder / "grades" / "datapackage.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(folder))
    code, output, messages = run("show", "grades/judgements")
    assert (code, output) == (1, "")
    assert messages.startswith(f"ascpa: {folder}/grades/datapackage.json is not JSON: ")


def test_package_that_is_not_sealed_can_be_shown(run, tmp_path, monkeypatch):
    (tmp_path / "roads").mkdir()
    described = {"name": "roads", "resources": [{"name": "list", "path": "list.csv"}]}
    file = tmp_path / "roads" / "datapackage.json"
    file.write_text(json.dumps(described), encoding="utf-8")
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(tmp_path))
    assert run("show", "roads")[0] == 0


def test_fewer_rows_than_none_are_refused(run):
    assert run("show", "reference/regions", "--rows", "-1")[0] == 2


def test_reader_that_hangs_up_gets_no_traceback():
    with subprocess.Popen(
        _command("show", "reference/council_names", "--rows", "0", "--json"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""


def _heed_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupted_build_says_so_and_leaves_nothing(small, tmp_path, monkeypatch):
    monkeypatch.setenv("ASCPA_DATAPACKAGES", str(small))
    with subprocess.Popen(
        _command("build", "--to", str(tmp_path)),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509 - one thread; a background shell ignores them
    ) as process:
        while not any(tmp_path.glob(".data.new-*/ascpa.db")) and process.poll() is None:
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        messages = process.stderr.read()
    assert (process.returncode, messages) == (
        130,
        "\nascpa: stopped; nothing was left half-written.\n",
    )
    assert [path.name for path in tmp_path.iterdir()] == [".data.lock"]
