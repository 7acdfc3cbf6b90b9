import csv
import hashlib
import json
from collections import defaultdict
from dataclasses import replace

import pytest

import ascpa
from ascpa import catalog
from ascpa.errors import UsageError
from ascpa.frames import read_text, records
from ascpa.proof import Proof, Verification, stands_in

PROOF = Proof("grades", "a.grade.1", "report", 20, 20, "Well", "proved")
MISSED = replace(PROOF, evidence="b.grade.1", status="not found")
ROW = "plymouth-cqc-apa-2009-10-outcome-7.grade.2"
LINE = 166


@pytest.fixture
def made(copied, tmp_path):
    """Return a copy of the packages and transcripts made up to fit its evidence."""
    packages, folder = copied("grades", "reference"), tmp_path / "transcripts"
    folder.mkdir()
    lines = defaultdict(lambda: defaultdict(str))
    for package in catalog.every_package(packages):
        if package.facts:
            for row in records(read_text(package.resource("evidence"))):
                lines[row["document"]][int(row["line_start"])] += f"| {row['printed']} |"
    for document, by_number in lines.items():
        text = "".join(f"{by_number[number]}\n" for number in range(1, max(by_number) + 1))
        _write(packages, folder, document, text)
    return packages, folder


def _write(packages, folder, document, text):
    """Write a transcript and note its fingerprint in the copied list of documents."""
    (folder / f"{document}.txt").write_text(text, encoding="utf-8")
    path = packages / "reference" / "data" / "documents.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        if row["document"] == document:
            row["transcript_sha256"] = hashlib.sha256(text.encode()).hexdigest()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _text(folder):
    return (folder / "plymouth-apa-2009-10.txt").read_text(encoding="utf-8")


def _statuses(packages, folder):
    found = ascpa.verify(folder, folder=packages)
    return {proof.evidence: proof.status for proof in found.proofs}


def test_evidence_that_stands_in_its_transcript_is_proved(made):
    packages, folder = made
    assert set(_statuses(packages, folder).values()) == {"proved"}


def test_proof_tells_where_it_looked(made):
    packages, folder = made
    proofs = {proof.evidence: proof for proof in ascpa.verify(folder, folder=packages).proofs}
    assert proofs[ROW] == Proof(
        package="grades",
        evidence=ROW,
        document="plymouth-apa-2009-10",
        line_start=LINE,
        line_end=LINE,
        printed="performing well",
        status="proved",
    )


def test_every_row_of_evidence_has_one_proof(made):
    packages, folder = made
    evidence = [
        row["evidence"]
        for package in catalog.every_package(packages)
        if package.facts
        for row in records(read_text(package.resource("evidence")))
    ]
    proofs = ascpa.verify(folder, folder=packages).proofs
    assert [proof.evidence for proof in proofs] == evidence


def test_evidence_is_not_found_when_its_line_was_altered(made):
    packages, folder = made
    _write(packages, folder, "plymouth-apa-2009-10", _text(folder).replace("performing", "doing"))
    assert _statuses(packages, folder)[ROW] == "not found"


def test_evidence_is_not_found_one_line_off(made):
    packages, folder = made
    _write(packages, folder, "plymouth-apa-2009-10", "\n" + _text(folder))
    assert _statuses(packages, folder)[ROW] == "not found"


def test_evidence_is_not_found_when_its_printed_form_was_altered(made):
    packages, folder = made
    path = packages / "grades" / "data" / "evidence.csv"
    old = f'{LINE},{LINE},"Outcome 7, conclusion",performing well'
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, old[:-4] + "poorly"), encoding="utf-8")
    assert _statuses(packages, folder)[ROW] == "not found"


def test_letter_case_counts(made):
    packages, folder = made
    _write(packages, folder, "plymouth-apa-2009-10", _text(folder).swapcase())
    assert _statuses(packages, folder)[ROW] == "not found"


def test_white_space_does_not_count(made):
    packages, folder = made
    _write(packages, folder, "plymouth-apa-2009-10", _text(folder).replace(" ", " \t "))
    assert _statuses(packages, folder)[ROW] == "proved"


def test_evidence_may_run_over_two_lines(made):
    packages, folder = made
    path = packages / "grades" / "data" / "evidence.csv"
    old = f'{LINE},{LINE},"Outcome 7, conclusion"'
    text = path.read_text(encoding="utf-8").replace(old, old.replace(",166,", ",167,", 1))
    path.write_text(text, encoding="utf-8")
    lines = _text(folder).split("\n")
    lines[LINE - 1 : LINE + 1] = ["performing", "well"]
    _write(packages, folder, "plymouth-apa-2009-10", "\n".join(lines))
    assert _statuses(packages, folder)[ROW] == "proved"


def test_altered_transcript_does_not_count_as_the_transcript(made):
    packages, folder = made
    (folder / "plymouth-apa-2009-10.txt").write_text(_text(folder) + "\n", encoding="utf-8")
    assert _statuses(packages, folder)[ROW] == "transcript missing"


def test_transcripts_are_known_by_their_content(made):
    packages, folder = made
    for number, file in enumerate(sorted(folder.iterdir())):
        file.rename(folder / f"{number}.bin")
    (folder / "subfolder").mkdir()
    assert set(_statuses(packages, folder).values()) == {"proved"}


def test_empty_folder_has_no_transcript(tmp_path):
    assert set(ascpa.verify(tmp_path).counts()) == {"transcript missing"}


def test_transcript_that_changes_between_two_proofs_is_read_again(made):
    packages, folder = made
    ascpa.verify(folder, folder=packages)
    _write(packages, folder, "plymouth-apa-2009-10", _text(folder).replace("performing", "doing"))
    assert _statuses(packages, folder)[ROW] == "not found"


def test_our_evidence_is_proved_by_the_transcripts(transcripts):
    found = ascpa.verify(transcripts)
    assert (found.proved, found.unproved()) == (True, ())


def test_missing_folder_is_refused(tmp_path):
    message = r"^There is no folder .*/none\. Name the folder that holds the transcripts\.$"
    with pytest.raises(UsageError, match=message):
        ascpa.verify(tmp_path / "none")


@pytest.mark.parametrize(
    ("proofs", "proved"), [((PROOF, PROOF), True), ((PROOF, MISSED), False), ((), False)]
)
def test_verification_is_proved_if_every_row_is(proofs, proved):
    assert Verification(proofs).proved is proved


def test_verification_counts_by_status():
    assert Verification((PROOF, MISSED, PROOF)).counts() == {"proved": 2, "not found": 1}


def test_verification_tells_what_is_unproved():
    assert Verification((PROOF, MISSED)).unproved() == (MISSED,)


def test_verification_as_json():
    assert json.loads(Verification((MISSED,)).to_json()) == {
        "proved": False,
        "counts": {"not found": 1},
        "proofs": [
            {
                "package": "grades",
                "evidence": "b.grade.1",
                "document": "report",
                "line_start": 20,
                "line_end": 20,
                "printed": "Well",
                "status": "not found",
            }
        ],
    }


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("18", "18"),
        ("18", "18 referrals"),
        ("18", "(18)"),
        ("18", "from 17 to 18."),
        ("18", "18, and 19"),
        ("18", "18%"),
        ("18%", "18% of all"),
        ("£100k", "of £100k each"),
        ("1,194", "in all 1,194."),
        ("Well", "Well."),
        ("performing well", "is performing well"),
        ("a\tb", "a b"),
        ("(a+b)", "so (a+b) is"),
    ],
)
def test_printed_form_stands_in_a_text(printed, text):
    assert stands_in(printed, text)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("18", "118"),
        ("18", "180"),
        ("18", "1,180"),
        ("18", "18,000"),
        ("18", "18.5"),
        ("18", "0.18"),
        ("180", "1,180"),
        ("Well", "well"),
        ("Well", "Wellbeing"),
        ("well", "farewell"),
        ("a.c", "abc"),
        ("18", ""),
    ],
)
def test_part_of_a_word_or_figure_does_not_count(printed, text):
    assert not stands_in(printed, text)
