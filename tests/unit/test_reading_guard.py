"""The limits of reading large pages: what ends the process that reads is told, and what it reads is what is there."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from crawler.extract import extract
from crawler.links import MAX_LINKS
from crawler.reading_guard import LARGE, GuardedReading, UnreadError, is_large
from crawler.reading_worker import ReadingError, unpacked
from crawler.url_forms import Form
from crawler.urls import Resolver

URL = "https://shop.cn/tea/"
GOODS = (
    "<div class=item id=g{0}><h2><a href='/p/{0}.html?utm_source=x' rel=nofollow title=壶>紫砂壶 {0}</a></h2>"
    "<p class=desc>云南红茶，产自凤庆，春茶采摘于清明之前，汤色红亮，滋味鲜爽，回甘持久。</p>"
    "<img src=i/{0}.jpg><span class=price>¥{0}.00</span></div>"
)
HEAD = (
    "<!DOCTYPE html><html lang=zh-CN><head><title>茶具</title><meta name=description content=选购><base href=/shop/>"
    "<link rel=canonical href=/tea><link rel=alternate hreflang=zh-TW href=/tw><meta name=robots content=noarchive>"
    '<script type="application/ld+json">{"@type": "Product", "name": "壶", "offers": {"price": "12.50"}}</script>'
    "</head><body><nav><a href=/>首页</a><a href=/tea>茶</a></nav><main>"
)
LIST = HEAD + "".join(GOODS.format(number) for number in range(1500))
BROKEN = (
    "</p><table><div hidden>藏<a href=http://x.cn/ b='<b><i></b></a></table><!-- <select><p></p><svg><title>图</title>"
)
HEADERS = {"server": "nginx", "link": '</feed>; rel="canonical"', "x-robots-tag": "noindex"}


def encoded(text, codec, mark=b""):
    return mark + text.encode(codec, "xmlcharrefreplace")


DOCUMENTS = {
    "utf-8": (encoded(LIST, "utf-8"), "text/html; charset=utf-8"),
    "utf-8 with a mark": (encoded(LIST, "utf-8", b"\xef\xbb\xbf"), "text/html"),
    "gbk": (encoded(LIST, "gbk"), "text/html; charset=gb2312"),
    "gbk as utf-8": (encoded(LIST, "gbk"), "text/html; charset=utf-8"),
    "gb18030": (encoded(LIST + "𠮷䶮🍵" * 50, "gb18030"), "text/html; charset=gb18030"),
    "big5": (encoded(LIST.replace("云", "雲").replace("红", "紅"), "big5"), "text/html; charset=big5"),
    "utf-16": (encoded(LIST, "utf-16-le", b"\xff\xfe"), "text/html"),
    "utf-16 unmarked": (encoded(LIST, "utf-16-be"), "text/html; charset=utf-16be"),
    "broken": (encoded(BROKEN * 3000, "utf-8"), "text/html"),
    "cut": (encoded(LIST, "gbk")[: LARGE + 301], "application/xhtml+xml"),
    "nul and surrogates": (b"\0<p>&#xD800;\xed\xa0\x80\xff<a href='/\xed\xa0\x80'>\0</a>" * 9000, "text/html"),
    "no words": (b"<p>" * 100_000, "text/html"),
}


@pytest.fixture
def reading():
    guard = GuardedReading()
    yield guard
    guard.close()


def read(guard, body, content_type="text/html", form=None, status=200):
    known = {"ttfb_ms": 12, "download_ms": 30, "truncated": False, "etag": '"壶"'}
    told = {"content_type": content_type, "headers": HEADERS, "status": status, "known": known}
    return guard(URL, body, resolver=Resolver(form or Form()), **told)


def test_what_is_read_apart_is_what_is_read_here(reading):
    for name, (body, content_type) in DOCUMENTS.items():
        assert is_large(content_type, body), name
        assert read(reading.extract, body, content_type) == read(extract, body, content_type), name
        assert reading.pid, name


def test_each_site_has_the_form_of_its_own_addresses(reading):
    body = DOCUMENTS["gbk"][0]
    for form in (Form(), Form(("utm_*",), sort_params=True, trailing_slash="add"), Form()):
        found = read(reading.extract, body, form=form, status=404)
        assert found == read(extract, body, form=form, status=404)
        assert any("utm_source" in link.target for link in found.links) is not bool(form.strip_params)


@pytest.mark.parametrize(
    ("content_type", "body", "large"),
    [
        ("text/html", b"x" * (LARGE + 1), True),
        ("", b"<!doctype html>" + b"x" * LARGE, True),
        ("text/html", b"x" * LARGE, False),
        ("application/pdf", b"<html>" + b"x" * LARGE, False),
        ("", b"%PDF" * LARGE, False),
    ],
)
def test_which_bodies_are_large(content_type, body, large):
    assert is_large(content_type, body) is large


SLOW = b"<h1><div>" * 250_000  # a quarter of a minute
WIDE = b"<p>" * 3_000_000  # 250 MB and more


def test_a_page_that_takes_too_long_is_lost_and_the_next_is_read():
    guard = GuardedReading(seconds=0.5)
    began = time.monotonic()
    with pytest.raises(UnreadError, match="parse-timeout"):
        read(guard.extract, SLOW)
    assert time.monotonic() - began < 30
    body = DOCUMENTS["broken"][0][: LARGE + 1]
    assert read(guard.extract, body) == read(extract, body)
    guard.close()


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_page_that_takes_too_much_memory_is_lost_and_the_next_is_read(reading):
    with pytest.raises(UnreadError, match="parse-memory"):
        read(reading.extract, WIDE)
    assert read(reading.extract, DOCUMENTS["utf-8"][0]) == read(extract, DOCUMENTS["utf-8"][0])


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_a_process_that_has_grown_gives_way_to_another(reading):
    read(reading.extract, DOCUMENTS["utf-8"][0])
    first = reading.pid
    many = b"".join(b"<a href=/%d>x</a>" % number for number in range(200_000))
    assert len(read(reading.extract, many).links) == MAX_LINKS
    assert first
    assert reading.pid is None
    assert read(reading.extract, DOCUMENTS["gbk"][0]) == read(extract, DOCUMENTS["gbk"][0])


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no signals")
def test_a_process_that_hangs_is_given_up_and_one_that_crashes_is_told():
    guard = GuardedReading(patience=3)
    body = DOCUMENTS["utf-8"][0]
    expected = read(guard.extract, body)
    os.kill(guard.pid, signal.SIGSTOP)
    with pytest.raises(UnreadError, match="parse-timeout"):
        read(guard.extract, body)
    assert read(guard.extract, body) == expected
    Timer(0.5, os.kill, [guard.pid, signal.SIGSEGV]).start()
    with pytest.raises(UnreadError, match="parse-crashed"):
        read(guard.extract, SLOW)
    assert read(guard.extract, body) == expected
    guard.close()


def test_a_fault_of_ours_is_told_with_its_place():
    with pytest.raises(ReadingError, match="Traceback"):
        unpacked([json.dumps("Traceback (most recent call last): ...").encode(), b"", b""], b"")


PARENT = """
import sys
from crawler.reading_guard import GuardedReading
from crawler.urls import Resolver
guard = GuardedReading(seconds=3)
told = dict(content_type="text/html", headers={}, status=200, resolver=Resolver(), known={})
guard.extract("https://shop.cn/", b"<p>" * 100_000, **told)
print(guard.pid, flush=True)
if sys.argv[1] == "busy":
    guard.extract("https://shop.cn/", b"<h1><div>" * 250_000, **told)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("state", ["idle", "busy"])
def test_the_process_ends_when_the_crawl_is_killed(state):
    root = Path(__file__).parents[2]
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, state], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    child = Path(f"/proc/{int(parent.stdout.readline())}/cmdline")
    assert b"reading_worker" in child.read_bytes()
    time.sleep(0.5 if state == "busy" else 0)
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 60
    while child.exists() and b"reading_worker" in child.read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.05)
