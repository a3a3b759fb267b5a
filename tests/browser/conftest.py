"""A real browser and a report opened in it from a file: no complaint, no request but for the file itself."""

from pathlib import Path

import pytest

from crawler.store import open_store
from reports.load import load_report
from reports.render import render_html
from tests.e2e.absent import absent
from tests.report_site import SETTINGS, build

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox", "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DRIVER = "GL Driver Message"  # of a browser that draws without a graphics card, on how slow that is
DRIVER = "[.WebGL-"  # what the graphics driver of a machine without a card says of its own speed
STARTED = "html[data-started=yes]"  # the scripts of the bundle have run; waiting for a function would need eval


@pytest.fixture(scope="module")  # its event loop runs while it is open: no other test can have one
def browser():
    if not CHROMIUM.exists():
        absent(f"{CHROMIUM} is not installed: the report was not opened in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    path, run_id = build(folder / "cha.db")
    with open_store(path) as store:
        html = render_html(load_report(store, run_id, SETTINGS))
    (folder / "report.html").write_text(html, "utf-8")
    return (folder / "report.html").as_uri()


@pytest.fixture
def opened(browser, report):
    """Opens the report; on closing there must have been no complaint and no request but for the file."""
    contexts, complaints, requests = [], [], []

    def visit(address=report, *, width=1280, height=900, **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if DRIVER not in message.text else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []
    assert {url.partition("?")[0].partition("#")[0] for url in requests} == {report}


@pytest.fixture
def started(opened, report):
    """Opens the report, with an address such as #/pages?..., and waits until its scripts have run."""

    def visit(address="", **options):
        page = opened(f"{report}{address}", **options)
        page.wait_for_selector(STARTED, state="attached")
        return page

    return visit
