import json

import pytest

from ascpa import descriptor
from ascpa.errors import DescriptorError, UnknownNameError
from ascpa.model import (
    Caution,
    Change,
    Contributor,
    Field,
    Key,
    Licence,
    Package,
    Resource,
    Source,
)

COUNTS = {
    "name": "referral-counts",
    "path": "data/counts.csv",
    "title": "Counts",
    "description": "One row per count.",
    "role": "facts",
    "rows": 2,
    "bytes": 41,
    "hash": "sha256:00",
    "labelField": "count",
    "summaryFields": ["count", "referrals"],
    "groupFields": ["count"],
    "facets": ["referrals"],
    "sort": "count",
    "searchFields": ["count"],
    "schema": {
        "fields": [
            {"name": "count", "type": "string"},
            {"name": "before", "type": "string"},
            {
                "name": "referrals",
                "type": "integer",
                "title": "Referrals",
                "description": "Number of referrals.",
                "unit": "count",
                "missingMeaning": "Not stated.",
                "evidence": True,
                "constraints": {"minimum": 0},
            },
        ],
        "missingValues": ["", {"value": "-", "label": "not stated"}],
        "primaryKey": "count",
        "uniqueKeys": [["before", "referrals"]],
        "foreignKeys": [
            {"fields": "before", "reference": {"resource": "referral-counts", "fields": "count"}}
        ],
        "externalKeys": [
            {
                "fields": ["count"],
                "reference": {"package": "reference", "resource": "units", "fields": ["unit"]},
            }
        ],
    },
}


@pytest.fixture
def written(tmp_path):
    def write(content):
        file = tmp_path / "datapackage.json"
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        file.write_bytes(data)
        return file

    return write


def _field(name, **more):
    plain = dict(
        type="string",
        title=name,
        description="",
        unit="",
        missing_meaning="",
        required=False,
        enum=(),
        labels={},
        ordered=False,
        text="",
        evidence=False,
        status_of="",
        scale_field="",
        code_list="",
        constraints={},
    )
    return Field(name=name, **(plain | more))


def test_package_holds_what_its_descriptor_says(written):
    file = written(
        {
            "name": "referrals",
            "title": "Referrals",
            "description": "Safeguarding referrals.",
            "version": "1.2.3",
            "created": "2026-11-23T00:00:00Z",
            "conformsTo": "ascpa/1",
            "position": 3,
            "resources": [],
            "howToRead": ["One row, one count."],
            "cautions": [{"code": "few", "text": "Few councils."}],
            "keywords": ["referrals"],
            "licenses": [{"name": "CC-BY-4.0", "title": "By", "path": "https://example.org/by"}],
            "sources": [{"title": "A report", "path": "https://example.org/report"}],
            "contributors": [{"title": "Somebody", "roles": ["creator"]}],
            "changes": [{"version": "1.2.3", "date": "2026-11-23", "text": "First edition."}],
        }
    )
    assert descriptor.read(file) == Package(
        name="referrals",
        title="Referrals",
        description="Safeguarding referrals.",
        version="1.2.3",
        created="2026-11-23T00:00:00Z",
        conforms_to="ascpa/1",
        position=3,
        folder=file.parent,
        file=file,
        resources=(),
        how_to_read=("One row, one count.",),
        cautions=(Caution("few", "Few councils."),),
        keywords=("referrals",),
        licences=(Licence("CC-BY-4.0", "By", "https://example.org/by"),),
        sources=(Source("A report", "https://example.org/report"),),
        contributors=(Contributor("Somebody", ("creator",)),),
        changes=(Change("1.2.3", "2026-11-23", "First edition."),),
    )


def test_resource_holds_what_its_descriptor_says(written):
    file = written({"name": "referrals", "resources": [COUNTS]})
    assert descriptor.read(file).resources == (
        Resource(
            package="referrals",
            name="referral-counts",
            path=file.parent / "data" / "counts.csv",
            title="Counts",
            description="One row per count.",
            role="facts",
            rows=2,
            bytes=41,
            hash="sha256:00",
            fields=(
                _field("count"),
                _field("before"),
                _field(
                    "referrals",
                    type="integer",
                    title="Referrals",
                    description="Number of referrals.",
                    unit="count",
                    missing_meaning="Not stated.",
                    evidence=True,
                    constraints={"minimum": 0},
                ),
            ),
            primary_key=("count",),
            unique_keys=(("before", "referrals"),),
            foreign_keys=(
                Key(("before",), "referrals", "referral-counts", ("count",)),
                Key(("count",), "reference", "units", ("unit",)),
            ),
            missing_values=("", "-"),
            label_field="count",
            summary=("count", "referrals"),
            group=("count",),
            facets=("referrals",),
            sort="count",
            search=("count",),
        ),
    )


def test_what_a_descriptor_leaves_out_is_empty(written):
    file = written({"resources": [{"name": "counts", "path": "counts.csv"}]})
    assert descriptor.read(file).resources == (
        Resource(
            package="",
            name="counts",
            path=file.parent / "counts.csv",
            title="counts",
            description="",
            role="",
            rows=None,
            bytes=None,
            hash="",
            fields=(),
            primary_key=(),
            unique_keys=(),
            foreign_keys=(),
            missing_values=("",),
            label_field="",
            summary=(),
            group=(),
            facets=(),
            sort="",
            search=(),
        ),
    )


@pytest.mark.parametrize(
    ("categories", "labels"),
    [
        (["well", "poor"], {"well": "well", "poor": "poor"}),
        ([{"value": "well", "label": "Well"}, {"value": "poor"}], {"well": "Well", "poor": "poor"}),
    ],
)
def test_categories_are_labels_by_code(written, categories, labels):
    grade = {"name": "grade", "type": "string", "categories": categories, "categoriesOrdered": True}
    grade["constraints"] = {"enum": ["well", "poor"], "required": True}
    resource = {"name": "grades", "path": "g.csv", "schema": {"fields": [grade]}}
    file = written({"name": "judged", "resources": [resource]})
    assert descriptor.read(file).resource("grades").field("grade") == _field(
        "grade",
        required=True,
        enum=("well", "poor"),
        labels=labels,
        ordered=True,
        constraints={"enum": ["well", "poor"], "required": True},
    )


def test_package_is_read_from_its_folder_as_from_its_file(written):
    file = written({"name": "referrals", "resources": [COUNTS]})
    assert descriptor.read(file.parent) == descriptor.read(file)


def test_resource_is_named_in_full_and_as_a_table(written):
    resource = descriptor.read(written({"name": "a-b", "resources": [COUNTS]})).resources[0]
    assert (resource.full_name, resource.table) == ("a-b/referral-counts", "a_b_referral_counts")


def test_resource_tells_which_fields_need_evidence(written):
    package = descriptor.read(written({"name": "referrals", "resources": [COUNTS]}))
    assert package.resource("referral-counts").evidence_fields == ("referrals",)


def test_package_tells_which_resources_are_facts(written):
    codes = {"name": "codes", "path": "codes.csv", "role": "codes"}
    package = descriptor.read(written({"name": "referrals", "resources": [codes, COUNTS]}))
    assert [resource.name for resource in package.facts] == ["referral-counts"]


def test_unknown_resource_is_refused(written):
    package = descriptor.read(written({"name": "referrals", "resources": [COUNTS]}))
    message = r"^There is no resource in package 'referrals' named 'counts'\. There is: referral-"
    with pytest.raises(UnknownNameError, match=message):
        package.resource("counts")


def test_unknown_field_is_refused(written):
    package = descriptor.read(written({"name": "referrals", "resources": [COUNTS]}))
    message = (
        r"^There is no field of referrals/referral-counts 'referals'\."
        r" There is: count, before, referrals\. Did you mean 'referrals'\?$"
    )
    with pytest.raises(UnknownNameError, match=message):
        package.resource("referral-counts").field("referals")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"datapackage\.json is not JSON: Expecting value: line 1 column 1 \(char 0\)\."),
        (b'{"name": "a", "name": "b"}', r"is not JSON: the key 'name' stands twice in one object"),
        (b'{"a": [{"b": 1, "b": 2}]}', r"is not JSON: the key 'b' stands twice in one object"),
        (b"[]", r"datapackage\.json holds a list; expected a JSON object\.$"),
        (b'"text"', r"datapackage\.json holds a str; expected a JSON object\.$"),
        (b'{"name": "\xe9"}', r"datapackage\.json is not UTF-8 text: byte 10\.$"),
        (b"[" * 200_000, r"datapackage\.json is nested too deeply\.$"),
    ],
)
def test_what_is_no_json_object_is_refused(written, content, message):
    with pytest.raises(DescriptorError, match=message):
        descriptor.read_json(written(content))


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"resources": 7},
        {"resources": ["counts"]},
        {"resources": [{"name": "counts"}]},
        {"resources": [COUNTS | {"schema": {"fields": [{"type": "string"}]}}]},
        {"resources": [COUNTS | {"schema": {"foreignKeys": [{"fields": "a"}]}}]},
        {"resources": [COUNTS | {"schema": []}]},
        {"resources": [], "cautions": ["take care"]},
    ],
)
def test_json_that_is_no_data_package_is_refused(written, content):
    with pytest.raises(DescriptorError, match=r"is JSON, but not a data package: \w+Error: "):
        descriptor.read(written(content))


def test_missing_descriptor_is_refused(tmp_path):
    with pytest.raises(DescriptorError, match=r"^There is no file .*/datapackage\.json\. Name a "):
        descriptor.read(tmp_path / "datapackage.json")


def test_descriptor_that_is_a_folder_is_refused(tmp_path):
    (tmp_path / "datapackage.json").mkdir()
    with pytest.raises(DescriptorError, match=r"datapackage\.json cannot be read: Is a directory"):
        descriptor.read(tmp_path)


def test_descriptor_is_read_although_a_data_file_is_missing(written):
    package = descriptor.read(written({"name": "referrals", "resources": [COUNTS]}))
    assert not package.resources[0].path.exists()
