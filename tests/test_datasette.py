"""The built database as Datasette serves it, asked without a server."""

import asyncio
import functools
import hashlib
import json
import re
import time
from pathlib import Path

import pytest
from datasette.app import Datasette

from ascpa import catalog
from ascpa.datasette_metadata import queries
from ascpa.errors import DataError, UsageError
from ascpa.serve import arguments

PACKAGES = catalog.every_package()
RESOURCES = [resource for package in PACKAGES for resource in package.resources]
QUERIES = [query for package in PACKAGES for query in queries(package)]
BY_NAME = {"ids": lambda item: item.name}
QUICK = 5


@pytest.fixture(scope="module")
def served(built):
    """Return Datasette with the arguments with which ``ascpa serve`` starts it."""
    words = arguments(built / "data", host="127.0.0.1", port=8001)[1:]
    options, settings = {}, {}
    while words:
        option, value, *words = words
        if option == "--setting":
            settings[value], *words = words
        else:
            options[option] = value
    return Datasette(
        immutables=[options["--immutable"]],
        metadata=json.loads(Path(options["--metadata"]).read_text(encoding="utf-8")),
        plugins_dir=options["--plugins-dir"],
        settings={name: _setting(text) for name, text in settings.items()},
    )


def _setting(text):
    return {"on": True, "off": False}[text] if text in {"on", "off"} else int(text)


@pytest.fixture(scope="module")
def ask(served):
    """Return a function that asks for an address and returns the answer."""

    @functools.cache
    def get(address, **parameters):
        return asyncio.run(served.client.get(address, params=parameters))

    return get


def _hash(built):
    return hashlib.sha256((built / "data" / "ascpa.db").read_bytes()).hexdigest()


def test_home_tells_what_the_database_is(ask):
    answer = ask("/")
    assert answer.status_code == 200
    assert "ascpa: how English councils&#39; adult social care was judged" in answer.text


@pytest.mark.parametrize("address", ["/ascpa", "/-/plugins.json", "/-/settings.json"])
def test_page_is_there(ask, address):
    assert ask(address).status_code == 200


def test_guard_is_among_the_plugins(ask):
    assert [plugin["name"] for plugin in ask("/-/plugins.json").json()] == ["guard.py"]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.full_name)
def test_table_page_shows_title_and_columns(ask, resource):
    answer = ask(f"/ascpa/{resource.table}")
    assert answer.status_code == 200
    assert f"{resource.title}</h1>" in answer.text
    assert [f for f in resource.fields if f'data-column="{f.name}"' not in answer.text] == []


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.full_name)
def test_table_page_explains_its_columns(ask, resource):
    text = ask(f"/ascpa/{resource.table}").text.replace("&#39;", "'")
    assert [field.name for field in resource.fields if field.description not in text] == []


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.full_name)
def test_table_page_shows_its_facets(ask, resource):
    text = ask(f"/ascpa/{resource.table}").text
    found = re.findall(rf'class="facet-info facet-ascpa-{resource.table}-(\w+)"', text)
    assert sorted(found) == sorted(resource.facets)


@pytest.mark.parametrize("ending", ["explained", "printed"])
def test_view_of_grades_is_shown(ask, ending):
    answer = ask(f"/ascpa/grades_judgements_{ending}")
    assert (answer.status_code, "Judgements, with " in answer.text) == (200, True)


@pytest.mark.parametrize("name", ["search", "fields"])
def test_table_of_our_own_is_shown(ask, name):
    assert ask(f"/ascpa/{name}").status_code == 200


def test_search_finds_a_fact(ask):
    rows = ask("/ascpa/search.json", _search="Plymouth dignity", _shape="array").json()
    assert "plymouth-cqc-apa-2009-10-outcome-7" in {row["key"] for row in rows}


@pytest.mark.parametrize("query", QUERIES, **BY_NAME)
def test_question_shows_its_title_and_answer(ask, query):
    answer = ask(f"/ascpa/{query.name}")
    assert answer.status_code == 200
    assert query.title in answer.text.replace("&#39;", "'").replace("&amp;", "&")


@pytest.mark.parametrize("query", QUERIES, **BY_NAME)
def test_question_has_at_least_one_row(ask, query):
    answer = ask(f"/ascpa/{query.name}.json", _shape="array")
    assert (answer.status_code, answer.json() != []) == (200, True)


def test_questions_have_names_of_their_own():
    names = [query.name for query in QUERIES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("select randomblob(1e9)", "not authorized to use function: randomblob"),
        ("select zeroblob(1e9)", "not authorized to use function: zeroblob"),
        ("select printf('%.*c', 900000000, 'x')", "not authorized to use function: printf"),
        ("select PrintF('%.*c', 900000000, 'x')", "not authorized to use function: PrintF"),
        ("select format('%.*c', 900000000, 'x')", "not authorized to use function: format"),
        ("select load_extension('x')", "not authorized to use function: load_extension"),
        (
            "with recursive c(s) as (select 'xxxxxxxxxx' union all select s || s from c)"
            " select length(s) from c",
            "string or blob too big",
        ),
        (
            "with recursive c(n) as (select 1 union all select n + 1 from c) select sum(n) from c",
            "SQL query took too long",
        ),
    ],
)
def test_expensive_query_is_refused_quickly(ask, sql, message):
    began = time.monotonic()
    answer = ask("/ascpa.json", sql=sql)
    assert (answer.status_code, message in answer.text) == (400, True)
    assert time.monotonic() - began < QUICK


@pytest.mark.parametrize(
    "sql",
    [
        "attach database 'x.db' as x",
        "delete from grades_judgements",
        "vacuum into 'x.db'",
        "pragma writable_schema = 1",
    ],
)
def test_statement_that_is_no_question_is_refused(ask, built, sql):
    before = _hash(built)
    answer = ask("/ascpa.json", sql=sql)
    assert (answer.status_code, answer.json()["error"]) == (400, "Statement must be a SELECT")
    assert _hash(built) == before


def test_wrong_address_costs_no_traceback(ask, capsys):
    assert ask("/no-such-page").status_code == 404
    assert capsys.readouterr().out == ""


def test_database_may_be_downloaded(ask, built):
    answer = ask("/ascpa.db")
    assert hashlib.sha256(answer.content).hexdigest() == _hash(built)


def test_folder_without_a_database_is_refused(tmp_path):
    message = r"^There is no database .*/ascpa\.db\. Build it with: ascpa build$"
    with pytest.raises(UsageError, match=message):
        arguments(tmp_path, host="127.0.0.1", port=8001)


def test_question_without_a_title_is_refused(copied):
    folder = copied()
    (folder / "grades" / "queries" / "bare.sql").write_text("select 1\n", encoding="utf-8")
    message = r"bare\.sql does not begin with '-- title: \.\.\.' and '-- about: \.\.\.'\. Add the"
    with pytest.raises(DataError, match=message):
        queries(catalog.package("grades", folder))
