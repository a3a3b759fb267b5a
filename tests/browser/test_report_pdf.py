"""Printed by a real Chromium: the whole report, and the summary, which has two A4 pages whatever the shop."""

import re
import signal
import stat
import subprocess
import sys
import time
import unicodedata
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pypdf
import pytest

import reports.two_pages as module
from audit.registry import all_checks
from configs.errors import StoreError
from configs.settings import Brand
from configs.text import Text
from crawler.store import open_store
from crawler.text import columns
from reports.browser import find_browser, write_pdf
from reports.load import load_report
from reports.model_summary import Changed, Since
from reports.parts import Setting
from reports.render import environment
from reports.scratch import remove_abandoned
from reports.two_pages import render_summary
from reports.writing import manner, write_output
from tests.browser.chromium import CHROMIUM
from tests.e2e.absent import absent
from tests.report_site import SETTINGS, build, build_shop

A4 = (594.96, 841.92)
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30" onload="alert(1)"><script>alert(1)</script><rect width="90" height="30"/></svg>'


@pytest.fixture(scope="module", autouse=True)
def printer():
    if not CHROMIUM.exists():
        absent(f"{CHROMIUM} is not installed: nothing was printed")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path, run_id, settings = build_shop(tmp_path_factory.mktemp("pdf") / "shop.db", pages=200)
    with open_store(path) as store:
        return load_report(store, run_id, settings)


def text_of(path):
    """What can be searched and copied, without spaces; fonts may join letters (ﬁ)."""
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(path, strict=True).pages]


def squeezed(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def has(page, words):
    """Whether a page says the words."""
    return squeezed(words) in page


HAN = "长西见贝车门青页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟母民一人大小心手水火木龙井茶"


def test_copied_text_has_the_characters_of_the_page_and_no_radicals(tmp_path):
    body = (
        f"<html lang=zh-Hans><meta charset=utf-8><p>{HAN}</p><p><b>{HAN}</b></p><p style='font-family:serif'>{HAN}</p>"
    )
    write_pdf(body, tmp_path / "x.pdf")
    copied = pypdf.PdfReader(tmp_path / "x.pdf").pages[0].extract_text()
    assert re.sub(r"\s+", "", copied) == HAN * 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_summary_has_two_pages_a4_with_text_in_its_language(model, tmp_path, lang):
    (tmp_path / "logo.svg").write_bytes(LOGO)
    brand = Brand("清泉数字营销", str(tmp_path / "logo.svg"), "https://agency.example")
    path = tmp_path / "summary.pdf"
    size = write_pdf(render_summary(model, lang, brand), path)
    assert size == path.stat().st_size and {one.name for one in tmp_path.iterdir()} == {"logo.svg", "summary.pdf"}
    reader = pypdf.PdfReader(path)
    assert [tuple(map(float, page.mediabox[2:])) for page in reader.pages] == [pytest.approx(A4, abs=1)] * 2
    first, second = text_of(path)
    assert has(first, "清泉数字营销") and "agency.example" in first and "agency.example" in second
    assert f"{model.overview.total.value:.1f}" in first
    for card in model.overview.first:
        assert has(first, card.title.get(lang))
    for site in model.market.sites:
        assert has(second, site.label.get(lang))
    assert has(second, Text(zh="与竞品比较", en="Against competitors").get(lang))
    assert has(second, Text(zh="不预测排名", en="predicts no ranking").get(lang))


def test_the_whole_report_is_printed_on_a4(tmp_path):
    path, run_id = build(tmp_path / "cha.db")
    with open_store(path) as store:
        model = load_report(store, run_id, SETTINGS)
    made = tmp_path / "report.pdf"
    write_output(model, made, "pdf", manner(SETTINGS, "zh"))
    pages = text_of(made)
    assert len(pages) > 2
    assert tuple(map(float, pypdf.PdfReader(made).pages[0].mediabox[2:])) == pytest.approx(A4, abs=1)
    whole = "".join(pages)
    for words in ("先修什么", "与竞品比较", "分数怎么算"):
        assert has(whole, words)
    closed = model.fix.quadrants[-1].cards[-1] if model.fix.quadrants[-1].cards else model.fix.plan[-1].card
    assert has(whole, closed.why.zh)  # cards that are closed on the screen are open on paper


# ---- what could break two pages


@pytest.fixture
def page(browser):
    opened = browser.new_page(viewport={"width": 900, "height": 1200})
    yield opened
    opened.close()


def widest(model, lang):
    """The model with the longest texts that any check has, at every place, and everything that can stand there."""
    checks = sorted(all_checks().values(), key=lambda one: -columns(one.why.get(lang)) - columns(one.fix.get(lang)))
    long = Text(
        zh="江苏省宜兴市丁蜀镇紫砂陶艺商城有限公司旗舰店",
        en="The Yixing Purple Clay Teapot Emporium of Dingshu and Sons, Ltd",
    )
    cards = [
        replace(
            card, title=check.title, why=check.why, fix=check.fix, points=12.34,
            example=replace(card.example, page=replace(card.example.page, shown="/" + "很长的网址" * 40)),
        )
        for card, check in zip(model.overview.first, checks, strict=False)
    ]  # fmt: skip
    axes = (replace(model.overview.axes[0], value=None), *model.overview.axes[1:])
    cap = Text(zh="过半网页返回 5xx：总分最高 30", en="over half of the pages answer 5xx: the score is at most 30")
    total = replace(model.overview.total, value=62.0)
    overview = replace(model.overview, first=tuple(cards), cap=cap, partial=True, axes=axes, total=total)
    sites = tuple(replace(site, label=long, partial=True) for site in (*model.market.sites, *model.market.sites)[:5])
    rows = tuple(replace(row, cells=(row.cells * 2)[:5]) for row in model.market.axes)
    market = replace(model.market, sites=sites, axes=rows, missing=("a" * 60, "b" * 60, "c" * 60, "d"))
    checklist = replace(model.checklist, crashed=3)
    return replace(model, head=replace(model.head, label=long), overview=overview, market=market, checklist=checklist)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_longest_texts_leave_room(model, page, tmp_path, monkeypatch, lang):
    since = Since(
        score=Text(zh="62.0 → 100.0（+38.0）", en="62.0 → 100.0 (+38.0)"), day=Text(zh="2026年11月26日", en="26 Nov 2026"), run_id=123456,
        states=tuple(Setting(Text(zh="未复查", en="not looked at again"), Text("123,456", "123,456")) for _ in range(4)),
        changes=(Changed(Text(zh="规范链接指向别处", en="canonical points elsewhere"), 100_000, 100_000, "/" + "x" * 55),) * 3,
        more=9, doubtful=True,
    )  # fmt: skip
    made = module.two_pages(widest(model, lang))
    monkeypatch.setattr(module, "two_pages", lambda _: replace(made, since=since))
    page.set_content(render_summary(model, lang, Brand("长" * 60, "", "c" * 200)))
    room = page.evaluate(
        """() => [...document.querySelectorAll('.flow')].map(flow => flow.getBoundingClientRect().bottom
            - Math.max(...[...flow.children].map(one => one.getBoundingClientRect().bottom)))"""
    )
    wide = page.evaluate(
        "[...document.querySelectorAll('.sheet')].map(one => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight])"
    )
    assert min(room) >= 0, room
    assert wide == [[0, 0], [0, 0]]
    path = tmp_path / "long.pdf"
    write_pdf(render_summary(model, lang, Brand()), path)
    assert len(pypdf.PdfReader(path).pages) == 2


def test_no_script_of_the_logo_runs_and_nothing_is_asked_for(model, page, tmp_path):
    (tmp_path / "logo.svg").write_bytes(
        LOGO.replace(b"<rect", b'<image href="http://evil.example/x.png"/><a href="javascript:alert(1)"/><rect')
    )
    said, requests = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: requests.append(request.url.partition(":")[0]))
    file = tmp_path / "summary.html"
    file.write_text(render_summary(model, "zh", Brand(logo=str(tmp_path / "logo.svg"))), "utf-8")
    page.goto(file.as_uri())
    assert page.evaluate("document.querySelector('header img').naturalWidth") > 0
    assert said == [] and set(requests) <= {"file", "data"}


# ---- the browser itself


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_without_a_browser_it_is_said_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("reports.browser.PLACES", {})
    with pytest.raises(StoreError) as caught:
        find_browser()
    assert caught.value.number == 330 and "XUNLU_BROWSER" in caught.value.lines("zh")[-1]


def test_a_browser_is_named_by_hand_or_by_the_environment(monkeypatch, tmp_path):
    mine, other = script(tmp_path / "mine", "exit 0"), script(tmp_path / "other", "exit 0")
    monkeypatch.setenv("XUNLU_BROWSER", mine)
    assert find_browser() == mine and find_browser(other) == other


def test_a_browser_that_fails_is_quoted(tmp_path):
    with pytest.raises(StoreError) as caught:
        write_pdf("<p>x</p>", tmp_path / "x.pdf", browser=script(tmp_path / "broken", "echo no display; exit 3"))
    assert caught.value.number == 331 and "no display" in "\n".join(caught.value.lines("en"))
    assert [one.name for one in tmp_path.iterdir()] == ["broken"]


def test_a_browser_that_hangs_is_ended_with_its_children(tmp_path):
    marker = tmp_path / "alive"
    slow = script(tmp_path / "slow", f"(sleep 3; touch '{marker}') & sleep 60")
    with pytest.raises(StoreError) as caught:
        write_pdf("<p>x</p>", tmp_path / "x.pdf", browser=slow, seconds=0.5)
    assert caught.value.number == 332
    time.sleep(3.2)
    assert [one.name for one in tmp_path.iterdir()] == ["slow"]


PRINTING = "import sys; from pathlib import Path; from reports.browser import write_pdf; write_pdf('<p>x</p>', Path(sys.argv[1]), browser=sys.argv[2])"


@pytest.fixture
def printing(tmp_path):
    """A process that prints with a browser that takes its time, once its folder is there."""
    slow = script(tmp_path / "slow", "exec sleep 20")
    process = subprocess.Popen(
        [sys.executable, "-c", PRINTING, str(tmp_path / "x.pdf"), slow], stderr=subprocess.DEVNULL
    )
    for _ in range(200):
        if list(tmp_path.glob("xunlu-pdf-*/log")):
            break
        time.sleep(0.05)
    yield process
    process.kill()
    process.wait()


def folders(tmp_path):
    return [one.name for one in tmp_path.glob("xunlu-pdf-*")]


def test_what_a_killed_process_left_is_removed_by_the_next_print_and_not_while_it_lives(printing, tmp_path):
    (tmp_path / "xunlu-pdf-archives").mkdir()
    (tmp_path / "xunlu-pdf-12345678").mkdir()  # no folder of ours has no lock
    used = set(folders(tmp_path))
    assert len(used) == 3
    remove_abandoned(tmp_path)
    assert set(folders(tmp_path)) == used
    printing.kill()
    printing.wait()
    assert set(folders(tmp_path)) == used
    with pytest.raises(StoreError):
        write_pdf("<p>x</p>", tmp_path / "x.pdf", browser=script(tmp_path / "broken", "exit 3"))
    assert set(folders(tmp_path)) == {"xunlu-pdf-archives", "xunlu-pdf-12345678"}


def test_an_interrupted_print_leaves_nothing(printing, tmp_path):
    assert len(folders(tmp_path)) == 1
    printing.send_signal(signal.SIGINT)
    assert printing.wait(20) != 0
    assert folders(tmp_path) == []


def test_a_document_that_asks_for_something_gets_nothing(tmp_path):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        html = f"<title>x</title><img src='http://127.0.0.1:{server.server_port}/x.png'><p>printed</p>"
        write_pdf(html, tmp_path / "x.pdf")
        server.shutdown()
    assert asked == [] and "printed" in text_of(tmp_path / "x.pdf")[0]


def test_an_impossible_place_is_told():
    with pytest.raises(StoreError) as caught:
        write_pdf("<p>x</p>", Path("/nonexistent/x.pdf"))
    assert caught.value.number == 310


def test_templates_of_the_summary_are_found():
    assert environment("zh").get_template("summary.html.j2")
