"""Nothing of the transcripts is published but facts: no sentence of theirs, and no person.

Names are taken from the transcripts while the tests run, and are written down nowhere.
"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RUN = 8
GENERATED = {"requirements.lock"}
OFFICIAL_NAMES = (
    "freedom from discrimination and harassment",
    "improved quality of life for older people",
    "increased choice and control for older people",
    "maintaining personal dignity and respect",
)
NAME = r"[A-Z][a-z]+ (?:[A-Z]\.? )?[A-Z][A-Za-z'-]+"
DAY = r"\d{1,2}-[A-Z][a-z]{2}-\d{4}"
NO_NAMES = {"Action", "Adult", "Authorising", "Lead", "Officer", "Progress", "Target"}


@pytest.fixture(scope="module")
def published():
    """Return every text file that is or would be committed, by its path."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout")
    files = (ROOT / name for name in listed.stdout.split("\0") if name)
    return {
        file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8", errors="replace")
        for file in files
        if file.is_file()
    }


@pytest.fixture(scope="module")
def texts(transcripts):
    """Return every transcript without its markup."""
    return [
        re.sub(r"<[^>]+>", " ", file.read_text(encoding="utf-8"))
        for file in sorted(transcripts.glob("*.txt"))
    ]


def _words(text):
    words = re.findall(r"[^\W_]+", text.casefold())
    joined = f" {' '.join(words)} "
    for name in OFFICIAL_NAMES:
        joined = joined.replace(f" {name} ", " | ")
    return joined.split()


def _runs(text):
    words = _words(text)
    runs = (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return {run for run in runs if "|" not in run}


def test_no_run_of_words_of_a_transcript_is_published(published, texts):
    theirs = set().union(*map(_runs, texts))
    found = {
        name: sorted(map(" ".join, _runs(text) & theirs))
        for name, text in published.items()
        if name not in GENERATED
    }
    assert {name: runs for name, runs in found.items() if runs} == {}


def _people(text):
    """Return names of persons: of councillors, in e-mail addresses, after posts, beside dates."""
    found = set(re.findall(rf"({NAME})\s*{DAY}", text))
    found |= {name for pair in re.findall(rf"({NAME}) ({NAME})\s*{DAY}", text) for name in pair}
    found |= set(re.findall(rf"(?:REPORT OF|Inspector|Officer):\s*({NAME})", text))
    found |= set(re.findall(rf"Contact Name\tJob Title\n({NAME})\t", text))
    found |= {" ".join(pair).title() for pair in re.findall(r"\b([a-z]+)\.([a-z]+)@", text)}
    one = r"(?:[A-Z]\.? ?)?[A-Z][a-z]{2,}"
    for several in re.findall(rf"Councillors?\s+({one}(?:(?:, | and ){one})*)", text):
        found |= set(re.findall(r"[A-Z][a-z]{2,}", several))
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if "Officer" in line:
            cells = "\t".join(lines[number + 1 : number + 9]).split("\t")
            found |= {cell.strip() for cell in cells if re.fullmatch(NAME, cell.strip())}
    return {name for name in found if not NO_NAMES & set(name.split())}


def test_names_of_persons_are_found_in_the_transcripts(texts):
    number = len(set().union(*map(_people, texts)))
    assert number > 20


def test_no_person_of_a_transcript_is_published(published, texts):
    people = set().union(*map(_people, texts))
    anyone = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(people)))})\b")
    number_by_file = {
        name: number for name, text in published.items() if (number := len(anyone.findall(text)))
    }
    assert number_by_file == {}


def test_no_address_or_phone_number_of_a_transcript_is_published(published, texts):
    form = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b0\d{2,4} \d{3,4} \d{3,4}\b|\b0\d{4} \d{6}\b"
    contacts = {contact for text in texts for contact in re.findall(form, text)}
    number = len(contacts)
    found = [name for name, text in published.items() for item in contacts if item in text]
    assert (number > 3, found) == (True, [])
