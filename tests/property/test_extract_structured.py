"""Pages made by a grammar: what is well formed comes out link for link, and what is hostile comes out bounded."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extract import extract
from crawler.headers import KEPT, MAX_VALUE, kept_headers
from crawler.records import LinkKind
from tests.torture.fuzz_targets import PAGE, holds_of_extracted

WORDS = st.text("茶壶红绿ab1 ，&é", min_size=1, max_size=12)
BLOCKS = st.sampled_from(["div", "section", "article", "ul", "blockquote", "main", "nav", "header", "footer", "aside"])
INLINE = st.sampled_from(["span", "b", "em", "i", "small"])


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def nested(inner):
    return st.builds(lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", BLOCKS, st.lists(inner, max_size=4))


# {} takes the number of the link, so that each is another.
LEAF = WORDS.map(escaped) | st.builds(lambda name, text: f"<{name}>{escaped(text)}</{name}>", INLINE, WORDS)
LINK = st.builds(lambda text: f'<a href="/茶/\x01?a=1&amp;b=2">{escaped(text)}x</a>', WORDS)
TREES = st.recursive(LEAF | LINK, nested, max_leaves=25)


@given(st.lists(TREES, max_size=6))
def test_every_link_of_a_well_formed_page_is_found_in_order(trees):
    first, *parts = "".join(trees).split("\x01")
    body = first + "".join(f"{number}{part}" for number, part in enumerate(parts))
    found = extract(PAGE, f"<!DOCTYPE html><meta charset=utf-8><title>茶</title><body>{body}</body>".encode())
    links = [link for link in found.links if link.kind == LinkKind.A]
    assert [link.target for link in links] == [f"https://shop.cn/%E8%8C%B6/{n}?a=1&b=2" for n in range(len(parts))]
    assert all(link.anchor.endswith("x") for link in links)
    holds_of_extracted(found, b"x" * found.page.size_bytes)


NAMES = st.sampled_from(
    ["a", "p", "div", "table", "tr", "td", "select", "option", "form", "button", "svg", "math", "mi", "title", "template", "noscript",
     "h1", "li", "b", "font", "nobr", "script", "style", "textarea", "iframe", "frameset", "img", "base", "meta", "link", "br", "html",
     "body", "head", "main", "nav", "annotation-xml", "foreignObject", "plaintext", "ruby", "rt", "x-茶", "a:b", "input", "label", "video"]
)  # fmt: skip
KEYS = st.sampled_from(
    ["href", "src", "srcset", "alt", "rel", "name", "content", "charset", "http-equiv", "hreflang", "type", "style", "hidden", "id", "for",
     "class", "lang", "width", "itemprop", "role", "aria-hidden", "tabindex", "datetime", "media", "data-src", "xlink:href", "HREF", "茶", "on"]
)  # fmt: skip
VALUES = st.sampled_from(
    ["", "/a", "//", "?", "javascript:x", "data:,", "canonical", "stylesheet alternate", "robots", "none", "0;url=/b", "refresh", "gbk", "x-default",
     "application/ld+json", "display:none", "-1", "1e999", "999999999999", "price", "navigation", "\0", "\ud800", "{", "[[[[", "&#xd800;", "a b c"]
) | st.text(max_size=12)  # fmt: skip
ATTRIBUTES = st.builds(
    lambda key, sign, quote, value: f" {key}{sign}{quote}{value}{quote}",
    KEYS, st.sampled_from(["=", " = ", "", "=="]), st.sampled_from(['"', "'", ""]), VALUES,
)  # fmt: skip
TAGS = st.builds(
    lambda mark, name, attributes, end: f"<{mark}{name}{''.join(attributes)}{end}",
    st.sampled_from(["", "", "", "/"]), NAMES, st.lists(ATTRIBUTES, max_size=4), st.sampled_from([">", ">", ">", "/>", " "]),
)  # fmt: skip
JSON = st.recursive(
    st.sampled_from(['"@type":"Product"', '"price":1e999', '"name":"茶"', '"x":null', '"offers":[]', '"y":"\\ud800"']),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: f'"@graph":[{{{",".join(parts)}}}]'), max_leaves=8,
).map(lambda text: f"<script type=application/ld+json>{{{text}}}</script>")  # fmt: skip
SOUP = st.lists(
    TAGS
    | TAGS
    | JSON
    | st.text(max_size=8)
    | st.sampled_from(["<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE html>", "<?php ?>"]),
    max_size=25,
)
HEADERS = st.dictionaries(
    st.sampled_from([*KEPT, "link", "x-robots-tag", "set-cookie", "etag", "last-modified", "content-type"]),
    st.text(max_size=40) | st.sampled_from(["<//[>; rel=canonical", '<a>;rel="', "</x>; rel=canonical; rel=alternate", "0;url=//", "a=1\nb=2; HttpOnly", "noindex:"]),
    max_size=5,
)  # fmt: skip


@given(
    SOUP, st.sampled_from(["utf-8", "gb18030", "big5", "utf-16", "shift_jis", "cp1251"]), HEADERS, st.integers(1, 30)
)
@settings(max_examples=200)
def test_hostile_markup_is_bounded(parts, charset, headers, times):
    body = ("".join(parts) * times).encode(charset, "replace")
    found = extract(PAGE, body, content_type=headers.get("content-type", "text/html"), headers=headers)
    holds_of_extracted(found, body)
    assert all(len(value) <= MAX_VALUE for value in found.page.headers.values())


SECRETS = st.text("0123456789abcdef", min_size=12, max_size=40)


@given(
    SECRETS,
    SECRETS,
    st.sampled_from(["sid={}; Path=/; HttpOnly", "a={}", "a={}; SameSite=Lax\nb={}; Secure", " sid = {} ;Expires=Thu"]),
)
def test_what_tells_pages_or_visitors_apart_is_not_kept(secret, nonce, cookie):
    headers = {
        "set-cookie": cookie.replace("{}", secret), "etag": f'"{secret}"', "last-modified": secret, "expires": secret,
        "content-security-policy": f"script-src 'nonce-{nonce}'", "x-request-id": secret, "authorization": secret,
    }  # fmt: skip
    kept = kept_headers(headers)
    assert secret not in "".join(kept.values()) and nonce not in "".join(kept.values())
    assert "set-cookie" in kept and kept["etag"] == "*"
