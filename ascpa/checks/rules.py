"""The closed list of rules: what each means and what to do when it fails.

The page "Checks" is made from this list, and every rule has a broken example under
``tests/broken/`` that fails it and nothing else.
"""

from dataclasses import dataclass

from ascpa.report import Failure


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it asks for, and what to do about a failure."""

    name: str
    layer: str
    meaning: str
    action: str


_LIST = (
    Rule(
        "descriptor-unreadable",
        "descriptor",
        "The descriptor is a JSON object without repeated keys.",
        "Mend the file; a JSON checker shows the place.",
    ),
    Rule(
        "descriptor-property",
        "descriptor",
        "The descriptor has the properties it must have, rightly spelt, and no others.",
        "Correct the property in datapackage.json.",
    ),
    Rule(
        "name-repeated",
        "descriptor",
        "No two resources, and no two fields of one resource, share a name.",
        "Rename one of them.",
    ),
    Rule(
        "name-unknown",
        "descriptor",
        "Keys, facets, sort, labels and status fields name fields and resources that exist.",
        "Correct the name, or add the field or resource.",
    ),
    Rule(
        "unit-unknown",
        "descriptor",
        "Each unit is a code of reference/units.",
        "Use a listed unit, or add the unit to reference/units.",
    ),
    Rule(
        "path-unsafe",
        "file",
        "Each path is relative, stays inside the package, and is no link, hidden or packed file.",
        "Keep the data in plain CSV files inside the package folder.",
    ),
    Rule(
        "file-missing",
        "file",
        "Each resource has its file.",
        "Add the file, or correct the path in datapackage.json.",
    ),
    Rule(
        "file-bytes",
        "file",
        "The file has the declared number of bytes.",
        "If the change is meant, run: ascpa seal FOLDER",
    ),
    Rule(
        "file-hash",
        "file",
        "The file has the declared SHA-256.",
        "If the change is meant, run: ascpa seal FOLDER",
    ),
    Rule(
        "file-encoding",
        "file",
        "The file is UTF-8 without a byte-order mark, NUL or other control characters.",
        "Save the file as plain UTF-8 text.",
    ),
    Rule(
        "file-lines",
        "file",
        "Lines end with LF, the last one too, and no cell holds a line break.",
        "Save the file with LF line ends and one row per line; look for an unclosed quote.",
    ),
    Rule(
        "file-columns",
        "file",
        "The header holds the declared fields in the declared order, and each row as many cells.",
        "Make header, rows and schema agree.",
    ),
    Rule(
        "file-rows",
        "file",
        "The file has the declared number of rows, and at least one.",
        "If the change is meant, run: ascpa seal FOLDER",
    ),
    Rule(
        "cell-form",
        "file",
        "Numbers are plain digits, and no cell starts or ends with a blank.",
        "Write the value plainly: 1000, -2.5, 2010-03-31, true.",
    ),
    Rule(
        "cell-formula",
        "file",
        "No text cell starts like a spreadsheet formula.",
        "Reword the text so that it starts with a letter or digit.",
    ),
    Rule(
        "table",
        "schema",
        "The table holds what its Table Schema says: types, limits, keys. Checked by frictionless.",
        "Correct the value, or the schema if the value is right.",
    ),
    Rule(
        "unique-key",
        "schema",
        "Each declared unique key is unique.",
        "Remove the repeated row, or correct its key.",
    ),
    Rule(
        "external-key",
        "schema",
        "Each code that belongs to another package is listed there.",
        "Correct the code, or add it to the list it belongs to.",
    ),
    Rule(
        "value-or-status",
        "facts",
        "A blank value has a status that says why, and a given value has none.",
        "Fill in exactly one of the two.",
    ),
    Rule(
        "period-dates",
        "facts",
        "First and last day of a period agree with the period.",
        "Correct the dates or the period.",
    ),
    Rule(
        "evidence-missing",
        "facts",
        "Each figure, grade or period has at least one row of evidence.",
        "Add a row to the evidence resource, or remove the fact.",
    ),
    Rule(
        "evidence-orphan",
        "facts",
        "Each row of evidence proves a field of a fact that exists and is not blank.",
        "Correct the key or field of the row, or remove the row.",
    ),
    Rule(
        "evidence-lines",
        "facts",
        "The lines of the evidence exist in the transcript, first before last.",
        "Correct the line numbers.",
    ),
    Rule(
        "evidence-council",
        "facts",
        "A fact is about the council that its document is about.",
        "Correct the council of the fact or the document of the evidence.",
    ),
    Rule(
        "evidence-printed",
        "facts",
        "What is printed means the value of the fact.",
        "Correct the value or the printed form; for a new wording add it to"
        " reference/printed_forms.",
    ),
    Rule(
        "unit-fits",
        "facts",
        "The unit of an observation is the unit of its indicator.",
        "Correct the unit, or the indicator.",
    ),
    Rule(
        "derived",
        "facts",
        "A derived table holds what is computed from the facts now.",
        "Run: ascpa seal FOLDER",
    ),
    Rule(
        "reconciliation",
        "facts",
        "A sum that does not hold has a reason, and one that holds has none.",
        "State the reason in ascpa/reconcile.py, or correct the figure.",
    ),
    Rule(
        "progress-falls",
        "facts",
        "The per cent complete of an action does not fall from one quarter to the next.",
        "Correct the figure; if the document prints a fall, say so in errata and in the rule.",
    ),
    Rule(
        "outcome-agrees",
        "facts",
        "A stated outcome agrees with the figure at the end of the period and the target.",
        "Correct figure, comparator or outcome; a contradiction in a document goes into errata.",
    ),
    Rule(
        "fact-link",
        "facts",
        "A link to a fact of a package leads to a fact that exists.",
        "Correct the package, the resource or the key.",
    ),
    Rule(
        "council-dates",
        "grades",
        "The council existed in the period of the fact.",
        "Use the area code that was valid then; see reference/councils.",
    ),
    Rule(
        "grade-scale",
        "grades",
        "The grade stands on the scale of its framework and subject.",
        "Correct the scale, or the subject in reference/subjects.",
    ),
    Rule(
        "grade-carried",
        "grades",
        "A carried-forward grade equals the judgement of the year before, where it is known.",
        "Correct the grade, the link or the basis.",
    ),
    Rule(
        "basis-stated",
        "grades",
        "A basis that is marked as stated has evidence, and one with evidence is marked so.",
        "Correct the mark, or add the evidence.",
    ),
    Rule(
        "personal-data",
        "language",
        "No cell and no description holds an e-mail address, a phone number or a titled name.",
        "Remove it; publish no person.",
    ),
    Rule(
        "label-sentence",
        "language",
        "A label is a few words, not a sentence.",
        "Shorten it to at most twelve words without a full stop.",
    ),
)

RULES = {rule.name: rule for rule in _LIST}


def failure(  # noqa: PLR0913
    rule: str,
    *,
    package: str,
    found: str,
    expected: str,
    resource: str = "",
    row: int | None = None,
    field: str = "",
    detail: str = "",
) -> Failure:
    """Return a failure of a listed rule; ``detail`` narrows the rule's name (``table/type``)."""
    return Failure(
        package=package,
        resource=resource,
        row=row,
        field=field,
        rule=f"{rule}/{detail}" if detail else rule,
        found=shorten(found),
        expected=shorten(expected),
        action=RULES[rule].action,
    )


def shorten(text: str, limit: int = 160) -> str:
    """Return a text on one line, cut to a length that fits a message."""
    shown = (c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    plain = " ".join("".join(shown).split())
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"
