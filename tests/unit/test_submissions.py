"""Sitemaps and dead-link files: split at the limits of the protocol, escaped, read back whole."""

from xml.etree import ElementTree

import reports.submissions
from crawler.sitemaps import Sitemap
from reports.submissions import parts, write_submission


def urls(count):
    return [f"https://shop.example/p/{number}?a=1&b=<{number}>" for number in range(count)]


def test_one_file_when_it_fits(tmp_path):
    written, count = write_submission(tmp_path / "sitemap.xml", iter(urls(10)), "xml", "https://shop.example/")
    assert written == [tmp_path / "sitemap.xml"]
    assert count == 10
    reader = Sitemap()
    found = [*reader.feed(written[0].read_bytes()), *reader.close()]
    assert [entry.loc for entry in found] == urls(10)
    assert reader.error == ""


def test_many_urls_become_files_and_an_index(tmp_path, monkeypatch):
    monkeypatch.setattr(reports.submissions, "MAX_URLS", 4)
    written, count = write_submission(tmp_path / "sitemap.xml", iter(urls(10)), "xml", "https://shop.example/a")
    assert [path.name for path in written] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    assert count == 10
    index = ElementTree.fromstring(written[-1].read_text("utf-8"))
    assert [element[0].text for element in index] == [f"https://shop.example/sitemap-{n}.xml" for n in (1, 2, 3)]


def test_text_files_need_no_index(tmp_path, monkeypatch):
    monkeypatch.setattr(reports.submissions, "MAX_URLS", 4)
    written, _ = write_submission(tmp_path / "dead.txt", iter(urls(5)), "txt", "https://shop.example/")
    assert [path.read_text("utf-8").splitlines() for path in written] == [urls(5)[:4], urls(5)[4:]]


def test_nothing_to_list_is_an_empty_file(tmp_path):
    written, count = write_submission(tmp_path / "sitemap.xml", iter([]), "xml", "https://shop.example/")
    assert count == 0
    assert len(ElementTree.fromstring(written[0].read_text("utf-8"))) == 0


def test_files_stay_below_the_size_limit():
    made = list(parts(f"https://shop.example/{'x' * 1900}/{number}" for number in range(12_000)))
    assert sum(map(len, made)) == 12_000
    assert all(sum(len(url) + 40 for url in part) <= 10_000_000 for part in made)
    assert len(made) == 3
