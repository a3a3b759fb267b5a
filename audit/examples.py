"""Examples of page checks: a fragment laid over a clean page of its language, so that it shows one fault only."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING

from audit.registry import PageExample
from crawler.records import PageRecord
from crawler.text import dominant_script, han_chars, latin_words

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

IDENTITY = ("name", "rel", "property", "http-equiv")  # attributes by which two <meta> or <link> are the same part
HEAD = ("title", "meta", "link", "base", "script")


EXAMPLE_URL = "https://example.com/"


def record_of(example: str | PageRecord | PageExample) -> PageRecord:
    """What a crawl would have kept of the page of an example."""
    if isinstance(example, PageRecord):
        return example
    if isinstance(example, PageExample):
        return example.record()
    return PageExample(EXAMPLE_URL, example_page(example)).record()


def example_page(fragment: str) -> str:
    """The HTML of an example.

    A whole document stays as it is. Otherwise each part of the fragment replaces the part of the same name on the
    clean page, or is added to its head or main text.
    """
    from bs4 import BeautifulSoup

    if fragment.lstrip().lower().startswith(("<html", "<!doctype")):
        return fragment
    lang = "zh" if dominant_script(han_chars(fragment), latin_words(fragment)) == "han" else "en"
    page = BeautifulSoup(files("audit").joinpath(f"example_page_{lang}.html").read_text("utf-8"), "lxml")
    for part in BeautifulSoup(fragment, "html.parser").find_all(recursive=False):
        _lay(page, part.extract())
    return str(page)


def _lay(page: BeautifulSoup, part: Tag) -> None:
    marks = {name: part[name] for name in IDENTITY if part.has_attr(name)}
    same = [old for old in page.find_all(part.name) if _marks(old) == _lower(marks)]
    if same:
        same[0].replace_with(part)
        return
    home = page.find("head" if part.name in HEAD else "main")
    if home is not None:
        home.append(part)


def _marks(element: Tag) -> dict[str, str]:
    return _lower({name: element[name] for name in IDENTITY if element.has_attr(name)})


def _lower(marks: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value).lower() for name, value in marks.items()}
