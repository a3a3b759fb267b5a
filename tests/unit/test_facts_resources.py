"""What a page's own styles import, and from where its images come."""

import pytest

from crawler.extract import page_from_html


def resources(html):
    return page_from_html("https://example.com/", f"<html><body>{html}</body></html>").facts.resources


@pytest.mark.parametrize(
    ("style", "found"),
    [
        ('@import url("https://a.example/a.css");', ("https://a.example/a.css",)),
        ("@import url(//a.example/a.css) screen;@IMPORT 'b.css';", ("//a.example/a.css", "b.css")),
        ("@import url( https://a.example/a.css );@import url(https://a.example/a.css);", ("https://a.example/a.css",)),
        ("a { content: 'import' }", ()),
        ("@import", ()),
    ],
)
def test_imports_of_inline_styles(style, found):
    assert resources(f"<style>{style}</style>").imports == found


def test_hosts_of_images():
    html = (
        "<img src='https://CDN.example.com/a.jpg'><img src='//img.example.com/b.jpg'><img src='https://cdn.example.com/c.jpg'>"
        "<img src='/d.jpg'><img src='e//f.jpg'><img src='data:image/png;base64,iVBOR//w0'><img><img src='https://'>"
    )
    assert resources(html).image_hosts == ("cdn.example.com", "img.example.com")


def test_no_more_than_ten_hosts():
    html = "".join(f"<img src='https://{number}.example.com/a.jpg'>" for number in range(30))
    assert len(resources(html).image_hosts) == 10
