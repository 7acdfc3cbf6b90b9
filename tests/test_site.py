"""The built site and Datasette, opened in a real Chromium."""

import functools
import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

import ascpa
from ascpa.serve import arguments

pytestmark = pytest.mark.browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
KINDS = ("", "councils/", "councils/plymouth/", "data/", "data/grades/", "documents/",
         "documents/plymouth-apa-2009-10/", "learn/first-steps/", "reference/python/",
         "reference/checks/")  # fmt: skip


def test_a_citizen_finds_a_grade_in_two_clicks_without_javascript(site_address, reader):
    page = reader(java_script_enabled=False)
    page.goto(site_address)
    page.get_by_role("link", name="Plymouth", exact=True).first.click()
    row = page.locator("tr", has_text="Maintaining personal dignity and respect").first
    assert row.locator("td").all_inner_texts()[:3] == [
        "Maintaining personal dignity and respect",
        "Well",
        "Assessed this year",
    ]
    assert "line 166 “performing well”" in row.inner_text()


def test_the_place_of_a_figure_leads_to_its_document(site_address, reader):
    page = reader(java_script_enabled=False)
    page.goto(f"{site_address}councils/halton/")
    page.locator("td a", has_text="Assessment of performance 2009/10: Halton").first.click()
    row = page.locator("tr", has_text="halton-cqc-apa-2009-10-overall").filter(has_text="Excellent")
    assert row.first.locator("td").all_inner_texts()[:2] == ["13", "Excellent"]


def test_search_finds_a_council(site_address, reader):
    page = reader()
    page.goto(site_address)
    page.get_by_role("textbox", name="Search").fill("Sefton")
    page.locator(".md-search-result__item a").first.wait_for()
    assert "Sefton" in page.locator(".md-search-result__list").inner_text()


def test_the_keyboard_alone_reaches_content_and_tables(site_address, reader):
    page = reader()
    page.goto(f"{site_address}councils/plymouth/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.update(page.evaluate("[...document.activeElement.classList]"))
    assert "facts" in reached


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_breaks_a_rule_of_accessibility(site_address, reader, width, scheme):
    page = reader(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = {}
    for kind in KINDS:
        page.goto(site_address + kind)
        violations = Axe().run(page, options=WCAG).response["violations"]
        found[kind] = [(v["id"], v["nodes"][0]["html"][:120]) for v in violations]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == {kind: [] for kind in KINDS}


def test_nothing_is_asked_of_third_parties(site_address, reader):
    page = reader()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for kind in KINDS:
        page.goto(site_address + kind)
    assert asked
    assert [url for url in asked if not url.startswith(site_address)] == []


def test_every_link_of_the_site_leads_somewhere(built_site):
    pages = {path: _links(path) for path in sorted(built_site.rglob("*.html"))}
    broken = []
    for path, (_, links) in pages.items():
        base = path.relative_to(built_site).as_posix()
        for link in links:
            address, fragment = urldefrag(urljoin(f"/{base}", link))
            if link.startswith(("http:", "https:", "mailto:", "data:")) or path.name == "404.html":
                continue
            target = built_site / unquote(address).lstrip("/")
            target = target / "index.html" if target.is_dir() else target
            known = pages[target][0] if target in pages else set()
            if not target.is_file() or (fragment and target in pages and fragment not in known):
                broken.append((base, link))
    assert broken == []


def test_the_site_holds_every_download_unchanged(built_site, built):
    for path in (built / "data").rglob("*"):
        if path.is_file():
            copy = built_site / "downloads" / path.relative_to(built / "data")
            assert copy.read_bytes() == path.read_bytes()


def test_datasette_shows_a_grade_and_where_it_is_printed(datasette_address, reader):
    page = reader()
    page.goto(f"{datasette_address}ascpa")
    page.get_by_role("link", name="All grades of one council, with where each is printed").click()
    page.get_by_label("council").fill("Bath")
    page.get_by_role("button", name="Run SQL").click()
    page.wait_for_url("**council=Bath**")
    row = page.locator("tr", has_text="Freedom from discrimination").first
    assert row.locator("td").all_inner_texts()[4] == "Adequate"
    assert "Adequately" in row.inner_text()


def test_datasette_refuses_an_expensive_function(datasette_address, reader):
    page = reader()
    started = time.monotonic()
    page.goto(f"{datasette_address}ascpa?sql=select+randomblob(1000000000)")
    assert "not authorized" in page.locator("body").inner_text()
    assert time.monotonic() - started < 10


@pytest.fixture(scope="session")
def built_site(tmp_path_factory):
    return ascpa.build(tmp_path_factory.mktemp("with-site"), site=True) / "site"


@pytest.fixture(scope="session")
def site_address(built_site):
    """Serve the site under a sub-path, as a project page of a static host does."""
    handler = functools.partial(_Quiet, directory=built_site.parent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/site/"
    server.shutdown()


@pytest.fixture(scope="session")
def datasette_address(built):
    port = _free_port()
    command = [sys.executable, "-m", "datasette"]
    command += arguments(built / "data", host="127.0.0.1", port=port)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/"
        server.terminate()


@pytest.fixture(scope="session")
def browser():
    program = os.environ.get("ASCPA_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), ""
    )
    if not program:
        message = "no Chromium; on Debian: apt-get install chromium"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def reader(browser):
    contexts = []

    def open_page(**options):
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield open_page
    for context in contexts:
        context.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        """Say nothing."""


class _Finder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids = set()
        self.links = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids.update(given[name] for name in ("id", "name") if given.get(name))
        if tag in {"a", "link", "img", "script"}:
            self.links += [given[name] for name in ("href", "src") if given.get(name)]


def _links(path: Path):
    finder = _Finder()
    finder.feed(path.read_text(encoding="utf-8"))
    return finder.ids, finder.links


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port):
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not start")
