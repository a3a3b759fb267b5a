"""No bytes, no content type and no damage to a real page make extracting fail."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from crawler.charset import decode
from crawler.extract import extract
from crawler.records import Extracted, LinkKind
from crawler.urls import Resolver, normalise

URL = "https://shop.cn/tea/1.html"
PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>云南红茶 | 茶舍</title>
<meta name="description" content="春茶采摘于清明之前"><meta name="robots" content="index,follow">
<link rel="canonical" href="https://shop.cn/tea/1.html"><link rel="alternate" hreflang="en" href="/en/tea/1.html">
<script type="application/ld+json">{"@type":"Product","name":"红茶"}</script><base href="/tea/"></head>
<body><header class="head"><nav id="导航"><ul><li><a href="/">首页</a></li><li><a href="?p=2" rel="nofollow">下一页</a></li></ul></nav>
</header><main><h1>云南红茶<img src="a.jpg" alt="图"></h1><p>汤色红亮，滋味鲜爽 &amp; don&#39;t miss.</p><table><tr><td>价格</td></tr></table>
<svg><title>图标</title></svg><img src="b.jpg" width="1"></main><footer>版权所有 <a href="https://other.cn/"><img src="x.png"></a></footer>
<iframe src="/f"></iframe><!-- 注释 --></body></html>"""
CONTENT_TYPES = st.sampled_from(
    ["text/html", "", "text/html; charset=gbk", "text/html;charset=utf-16le", "text/html; charset=big5", "text/html; charset=x",
     "text/html; charset=iso-2022-jp", "text/html; charset=windows-874", "application/xhtml+xml", "image/png", "茶;\0"]
)  # fmt: skip
PIECES = st.sampled_from(
    ["<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "&#x110000;", "&#xd800;", "&", "\0", "\x1b[31m", "\ud800", "\u202e", "<title>",
     "<svg>", "<math>", "<table>", "<select>", "<template>", "<frameset>", "<plaintext>", "</body>", "<body hidden>", "<base href=':'>",
     "<a href='//[::1'>", "<a href='?\ud83d红'>", '"', "'", "=", " ", "<meta charset=gbk>", "<h1>", "<main>", "<nav role=main>"]
)  # fmt: skip


@st.composite
def damaged(draw) -> str:
    """The page with parts cut out, doubled, and odd pieces set in."""
    text = PAGE
    for _ in range(draw(st.integers(1, 8))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 60))
        piece = draw(PIECES | st.just(text[at : at + length]))
        text = text[:at] + piece + text[at + draw(st.integers(0, length)) :]
    return text


def check(found: Extracted, body: bytes) -> None:
    """What holds for whatever was extracted."""
    page = found.page
    for text in (
        page.title,
        page.description,
        page.h1,
        page.main_text,
        page.robots,
        page.lang,
        found.html.decode("utf-8"),
    ):
        text.encode("utf-8")  # raises on a lone surrogate, which could not be stored
    assert page.size_bytes == len(body)
    assert page.han_chars <= page.visible_chars or not page.is_html
    assert page.images_no_alt <= page.images
    for link in found.links:
        assert normalise(link.target) == link.target
        assert "\0" not in link.anchor
        link.anchor.encode("utf-8")
    assert page.canonicals == sum(link.kind == LinkKind.CANONICAL for link in found.links)


@given(st.binary(max_size=400), CONTENT_TYPES | st.text(max_size=30))
@example(b"\xff\xfe\x00\xd8", "text/html")
@example(b"\xfe\xff\xdc\x00", "text/html")
@example(b"<a href=?\xe7\xba\xa2>", "text/html; charset=windows-874")
def test_any_bytes_of_any_type(body, content_type):
    check(extract(URL, body, content_type=content_type), body)


@given(st.binary(max_size=300), CONTENT_TYPES)
def test_decoding_never_fails(body, content_type):
    found = decode(b"<html>" + body, content_type)
    assert isinstance(found.text, str)
    assert found.charset


@given(damaged(), st.sampled_from(["utf-8", "gbk", "big5", "utf-16"]), CONTENT_TYPES, st.text(max_size=60))
def test_a_damaged_page(html, charset, content_type, header):
    body = html.encode(charset, "replace")
    resolver = Resolver()
    found = extract(
        URL, body, content_type=content_type, headers={"link": header, "x-robots-tag": header}, resolver=resolver
    )
    check(found, body)
    again = extract(
        URL, body, content_type=content_type, headers={"link": header, "x-robots-tag": header}, resolver=resolver
    )
    assert again == found
