"""A real browser and a report opened in it from a file: no complaint, no request but for the file itself."""

import pytest

from crawler.store import open_store
from reports.load import load_report
from reports.render import render_html
from tests.browser.chromium import ARGS, CHROMIUM, Chromium, Visits
from tests.e2e.absent import absent
from tests.report_site import SETTINGS, build

STARTED = "html[data-started=yes]"  # the scripts of the bundle have run; waiting for a function would need eval


@pytest.fixture(scope="session")
def chromium():
    """Browsers that stay open for all tests of this process."""
    if not CHROMIUM.exists():
        absent(f"{CHROMIUM} is not installed: the report was not opened in a browser")
    with Chromium() as shared:
        yield shared


@pytest.fixture
def browser(chromium):
    with chromium.launched(*ARGS) as launched:
        yield launched


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    path, run_id = build(folder / "cha.db")
    with open_store(path) as store:
        html = render_html(load_report(store, run_id, SETTINGS))
    (folder / "report.html").write_text(html, "utf-8")
    return (folder / "report.html").as_uri()


@pytest.fixture
def opened(chromium, browser, report):
    """Opens the report; on closing there must have been no complaint and no request but for the file."""
    with Visits(chromium, browser) as visits:
        yield lambda address=report, **options: visits.visit(address, **options)
    assert visits.complaints == []
    assert visits.asked_for() == {report}


@pytest.fixture
def started(opened, report):
    """Opens the report, with an address such as #/pages?..., and waits until its scripts have run."""

    def visit(address="", **options):
        page = opened(f"{report}{address}", **options)
        page.wait_for_selector(STARTED, state="attached")
        return page

    return visit
