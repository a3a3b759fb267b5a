"""Parts of a page that are marked with a lang of their own."""

import pytest

from crawler.extract import page_from_html
from crawler.facts.tongues import DEEP, MAX_LOOKED_AT

LONG = "This pot is made by hand in Yixing."
SIZE = len(LONG)


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("<p>茶</p>", ()),
        (f"<p>{LONG}</p>", ()),
        (f"<p lang='en'>{LONG}</p>", (("en", SIZE),)),
        (f"<p lang=' EN-gb '>{LONG}</p><p lang='en-GB'>{LONG}</p>", (("en-gb", 2 * SIZE),)),
        (f"<div lang='en'><p lang='en'>{LONG}</p></div>", (("en", SIZE),)),
        (f"<div lang='en'><p lang='fr'>{LONG}</p></div>", (("en", SIZE), ("fr", SIZE))),
        (f"<p lang=''>{LONG}</p><p lang='{'x' * 36}'>{LONG}</p>", ()),
        ("<a lang='en' href='/en/'>English</a><a lang='ja' href='/ja/'>日本語</a>", ()),
        (f"{'<b lang=en>English</b>' * MAX_LOOKED_AT}<p lang='fr'>{LONG}</p>", ()),
        ("".join(f"<p lang='{code}'>{LONG}</p>" for code in ("en", "fr", "de", "it", "es", "nl")), 5),
    ],
)
def test_parts_with_a_language_of_their_own(body, parts):
    found = page_from_html("https://example.com/", f"<html lang='zh'><body>{body}</body></html>").facts.alternates.parts
    assert (len(found) if isinstance(parts, int) else found) == parts


def test_a_part_in_a_deep_page_is_found():
    html = f"<html lang='zh'><body>{'<div>' * DEEP * 3}<p lang='en'>{LONG}</p>"
    assert page_from_html("https://example.com/", html).facts.alternates.parts == (("en", SIZE),)


def test_article_numbers_of_products_are_kept():
    html = (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product", "name": "壶", "sku": 128}</script>'
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product", "name": "杯"}</script>'
        '<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">盏</b><i itemprop="sku">Z-1</i></div>'
    )
    found = page_from_html("https://example.com/", html).facts.structured
    assert len(found.products) == 3
    assert found.skus == ("128", "Z-1")
