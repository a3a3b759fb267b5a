"""Files that a site has or has not, asked of real servers."""

import asyncio

import pytest

from crawler.probe_files import image_kind, probe_favicon, probe_indexnow, probe_llms
from crawler.probes import Prober, verified
from tests.e2e.hosts import THIS
from tests.e2e.tiny import Reply, TinySite, moved, page

TEXT = "text/plain; charset=utf-8"
KEY = "3f8a9c0d1e2b4a5c"
ICON = b"\0\0\1\0\1\0" + b"\0" * 100


def told(probe, answers, *more):
    """What a probe says of a site with these answers, and which paths it asked for."""

    async def ask(url):
        prober = Prober("xunlu/test", 5, {}, guard=THIS)
        async with prober.transport:
            return await probe(prober, url, *more)

    with TinySite(answers) as site:
        place = site.url.removesuffix("/")
        return asyncio.run(ask(place)), [one.path for one in site.asked], place


@pytest.mark.parametrize(
    ("answer", "status", "kind"),
    [
        (Reply(ICON, type="image/x-icon"), 200, "ico"),
        (Reply(b"\x89PNG\r\n\x1a\n", type="image/png"), 200, "png"),
        (Reply(page("没有")), 200, "html"),
        (Reply("", 404), 404, ""),
    ],
)
def test_favicon(answer, status, kind):
    probe, paths, place = told(probe_favicon, {"/favicon.ico": answer})
    assert (probe.kind, probe.url, probe.status, probe.body["kind"]) == (
        "favicon",
        f"{place}/favicon.ico",
        status,
        kind,
    )
    assert (probe.body["bytes"], probe.body["content_type"]) == (len(answer.sent), answer.type)
    assert paths == ["/favicon.ico"]


def test_a_favicon_elsewhere():
    probe, _, place = told(probe_favicon, {"/favicon.ico": moved("/img/i.ico"), "/img/i.ico": Reply(ICON)})
    assert (probe.status, probe.body["final"], probe.body["kind"]) == (200, f"{place}/img/i.ico", "ico")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"GIF89a", "gif"), (b"\xff\xd8\xff\xe0", "jpeg"), (b"BM6", "bmp"), (b"RIFF\0\0\0\0WEBPVP8", "webp"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "svg"), (b"<!DOCTYPE html>", "html"), (b"", ""),
        (b"hello", ""),
    ],
)  # fmt: skip
def test_kinds_of_images(data, kind):
    assert image_kind(data) == kind


@pytest.mark.parametrize(
    ("answer", "status", "body"),
    [
        (Reply("\ufeff# 茶舍\0", type=TEXT), 200, "# 茶舍"),
        (Reply(page("没有")), 404, ""),
        (Reply("<p>no", type=TEXT), 404, ""),
        (Reply("", 410), 410, ""),
    ],
)
def test_llms(answer, status, body):
    probe, _, _ = told(probe_llms, {"/llms.txt": answer})
    assert (probe.kind, probe.status, probe.body) == ("llms", status, body)


@pytest.mark.parametrize(
    ("answer", "status", "matches"),
    [
        (Reply(f"{KEY}\n", type=TEXT), 200, True),
        (Reply(f"\ufeff{KEY}", type=TEXT), 200, True),
        (Reply(f"{KEY} {KEY}", type=TEXT), 200, False),
        (Reply(page("没有")), 200, False),
        (Reply("", 404), 404, False),
        (moved("/"), 301, False),
    ],
)
def test_indexnow(answer, status, matches):
    probe, paths, place = told(probe_indexnow, {f"/{KEY}.txt": answer}, KEY)
    assert (probe.kind, probe.url, probe.status, probe.body["matches"]) == (
        "indexnow",
        f"{place}/{KEY}.txt",
        status,
        matches,
    )
    assert paths == [f"/{KEY}.txt"]


@pytest.mark.parametrize("key", ["short", "with space", "../../etc/passwd", "k" * 129, "密钥密钥密钥密钥"])
def test_what_can_be_no_key_is_not_asked_for(key):
    probe, paths, place = told(probe_indexnow, {"*": Reply(key, type=TEXT)}, key)
    assert (probe.status, probe.error, probe.body, paths) == (None, "bad-key", {"matches": False}, [])
    assert probe.url.startswith(f"{place}/")
    assert probe.url.isascii()


PROOF = "/.well-known/xunlu-verify.txt"


@pytest.mark.parametrize(
    ("text", "proven"),
    [
        ("xunlu-verify: {host}", True),
        ("\ufeff# 我们的网站\r\nXunlu-Verify:{host} \r\n", True),
        ("xunlu-verify: other.example", False),
        ("xunlu-verify: {host}.evil.example", False),
        ("see xunlu-verify: {host}", False),
        ("", False),
    ],
)
def test_proof_of_ownership(text, proven):
    async def ask(url):
        prober = Prober("xunlu/test", 5, {}, guard=THIS)
        async with prober.transport:
            return await verified(prober, url)

    with TinySite({}) as site:
        site.answers[PROOF] = Reply(text.format(host=site.host), type=TEXT)
        assert asyncio.run(ask(f"{site.url}shop/")) is proven
        with TinySite({PROOF: moved(f"{site.url}{PROOF[1:]}"), "/moved": "x"}) as other:  # says nothing of the other
            assert asyncio.run(ask(other.url)) is False
        site.answers["/proof.txt"], site.answers[PROOF] = site.answers[PROOF], moved("/proof.txt")
        assert asyncio.run(ask(site.url)) is proven
        site.answers[PROOF] = Reply(site.answers["/proof.txt"].body, 404)
        assert asyncio.run(ask(site.url)) is False
