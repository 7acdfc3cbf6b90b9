"""What the hand-written pages take from the data: they name it in a comment, it stands there.

``<!-- ascpa: grade-matrix -->`` in a page of ``docs/`` is replaced by the matrix of grades.
"""

import re
from collections.abc import Callable

from ascpa.errors import BuildError
from ascpa.pages.councils import councils_with_facts
from ascpa.pages.record import Record, Row
from ascpa.pages.render import render

_MARK = re.compile(r"<!-- ascpa: ([a-z-]+) -->")


def fill(text: str, record: Record) -> str:
    """Return a page with every mark replaced.

    Raises
    ------
    BuildError
        If a mark names something that does not exist.
    """

    def replacement(mark: re.Match[str]) -> str:
        if mark[1] not in MARKS:
            raise BuildError(f"A page asks for {mark[1]!r}.", exists=MARKS)
        return MARKS[mark[1]](record)

    return _MARK.sub(replacement, text)


def grade_matrix(record: Record) -> str:
    """Return the annual grades as a table: subjects down, councils and years across."""
    resource = record.resources["grades/judgements"]
    rows = [row for row in record.rows["grades/judgements"] if row["framework"] == "cqc_apa"]
    subjects = [
        subject
        for subject in record.rows["reference/subjects"]
        if subject["framework"] == "cqc_apa" and subject["graded"] == "true"
    ]
    names = {code[0]: name for code, name in record.labels["reference/councils"].items()}
    columns = sorted({(names[row["area_code"]], row["period"]) for row in rows})
    cells: dict[tuple[str, str, str], Row] = {
        (row["subject"], names[row["area_code"]], row["period"]): row for row in rows
    }
    return render(
        "matrix",
        subjects=subjects,
        columns=columns,
        cells=cells,
        record=record,
        resource=resource,
        grade=resource.field("grade"),
    )


def scale_key(record: Record) -> str:
    """Return the grades of the delivery scale with their meanings."""
    points = [row for row in record.rows["reference/scale_points"] if row["scale"] == "delivery"]
    return render("scale", points=sorted(points, key=lambda row: -int(row["rank"])))


def council_links(record: Record) -> str:
    """Return links to the pages of the councils that have facts."""
    return render("council_links", councils=councils_with_facts(record))


def package_links(record: Record) -> str:
    """Return links to the packages."""
    return render("package_links", packages=record.packages)


MARKS: dict[str, Callable[[Record], str]] = {
    "grade-matrix": grade_matrix,
    "scale-key": scale_key,
    "council-links": council_links,
    "package-links": package_links,
}
