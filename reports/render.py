"""The report as one self-contained HTML file: no request, no outside resource, the same bytes for the same model."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from configs.text import LANGUAGES, Lang, Text
from reports import numbers
from reports.charting.island import chart_data
from reports.glossary import glossary, term_name
from reports.islands import compressed, element, packed
from reports.languages import other_language
from reports.lean_html import lean
from reports.model import ReportModel
from reports.parts import Piece, Sentence
from reports.trimming import TOP as WHOLE
from reports.trimming import fitted
from reports.views.packing import view_data

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TAGS = {"zh": "zh-Hans", "en": "en"}
LEAST, EACH, MOST = 1_500_000, 150, 15_000_000  # bytes of a file: at least, for each page, at most
MARK = "<!-- data -->"
STYLES = ("report.css", "sections.css", "table.css", "views.css", "charts.css")


def render_html(
    model: ReportModel,
    *,
    first: Lang = "zh",
    languages: Sequence[Lang] = LANGUAGES,
    max_bytes: int = 0,
    told: Callable[[Text], None] = lambda step: None,
) -> str:
    """The report of ``model``.

    Args:
        first: language shown when the file is opened.
        languages: languages embedded; with both, the page has a switch.
        max_bytes: of the file: the table of all pages is trimmed until it fits; 0: what goes with the size of the site.
        told: of each step of trimming.
    """
    shown = tuple(lang for lang in LANGUAGES if lang in languages)
    opened = first if first in shown else shown[0]
    pages = {lang: _page(model, lang, shown) for lang in shown}
    page = lean(pages[opened])
    room = (max_bytes or usual_bytes(model.table.total)) - len(page.encode("utf-8", "replace"))
    before, _, after = page.rpartition(MARK)  # what a site wrote is escaped: no comment of its own
    other = [text for lang in shown if lang != opened for text in other_language(pages[opened], pages[lang])]
    return f"{before}{_carried(model, shown, other, room, told)}{after}"


def usual_bytes(pages: int) -> int:
    """The size of a report that still opens at once and passes as an attachment; ``pages`` of the run."""
    return min(MOST, max(LEAST, EACH * pages))


def _page(model: ReportModel, lang: Lang, languages: tuple[Lang, ...]) -> str:
    """The document in one language, without data."""
    style, script = "\n".join(map(static, STYLES)), static("report.js")
    template = environment(lang, marked=len(languages) > 1).get_template("report.html.j2")
    return template.render(
        m=model,
        languages=languages,
        opened=lang,
        tag=TAGS[lang],
        titles={one: title(model, one) for one in languages},
        style=style,
        script=script,
        policy=policy(style, script, bundle()),
        bundle=packed_bundle(),
    )


def _carried(
    model: ReportModel, languages: tuple[Lang, ...], other: Sequence[str], room: int, told: Callable[[Text], None]
) -> str:
    """The data for the scripts, in at most ``room`` bytes: the table of pages takes what is left.

    Args:
        other: texts of the language that is not shown; empty: there is none.
    """
    listed = frozenset(model.table.ids if len(model.table.ids) <= WHOLE else ())  # trimming leaves these their row
    own = "".join(str(packed(name, data)) for name, data in _islands(model, languages, other))
    views = _elements(view_data(model.views, listed))
    table = fitted(model.table, room - len(own) - len(views) - len(element("pages", "")))
    for step in table.steps:
        told(step)
    if table.text:
        return f"{own}{views}{element('pages', table.text)}"
    return own + _elements(view_data(model.views, frozenset()))


def _elements(islands: Mapping[str, object]) -> str:
    return "".join(str(packed(name, data)) for name, data in islands.items())


def _islands(model: ReportModel, languages: tuple[Lang, ...], other: Sequence[str]) -> Iterator[tuple[str, object]]:
    """Islands beside the table of pages and the link views: name and data."""
    if other:
        yield "language", other
    yield "charts", chart_data(model)
    if later := _later_cards(model, languages):
        yield "cards", later


def _later_cards(model: ReportModel, languages: tuple[Lang, ...]) -> dict[str, dict[Lang, str]]:
    """The bodies of the cards far down the list, as HTML, by check and language: shown when a card is opened.

    The languages of a card stand side by side: they have their addresses in common, and packing finds that.
    """
    bodies = {lang: environment(lang).get_template("card_body.j2") for lang in languages}
    cards = [card for quadrant in model.fix.quadrants for card in quadrant.cards if not card.whole]
    return {card.check_id: {lang: bodies[lang].render(c=card) for lang in languages} for card in cards}


def title(model: ReportModel, lang: Lang) -> str:
    """Title of the document in one language."""
    total, head = model.overview.total, model.head
    score = f" {numbers.decimal(total.value)} {total.band_name.get(lang)}" if total.value is not None else ""
    return Text(zh=f"{head.label.zh} SEO 报告{score} · 寻路", en=f"{head.label.en} SEO report{score} · xunlu").get(lang)


def policy(style: str, *scripts: str) -> str:
    """Content-Security-Policy that allows exactly the style sheet and the scripts of the file.

    Style attributes are allowed: the scripts set them, and what a site wrote never becomes markup.
    """
    allowed = " ".join(f"'{digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; style-src '{digest(style)}'; style-src-attr 'unsafe-inline'; script-src {allowed};"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )


def digest(text: str) -> str:
    """Hash of a style sheet or script, as a Content-Security-Policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def bundle() -> str:
    """The scripts that draw tables, charts and link views, as built from reports/frontend."""
    return static("bundle.js")


@cache
def packed_bundle() -> str:
    """The same, as it travels."""
    return compressed(bundle())


@cache
def static(name: str) -> str:
    """A file of reports/static, without a closing line break."""
    return files("reports").joinpath("static", name).read_text("utf-8").strip()


@cache
def environment(lang: Lang, *, marked: bool = False) -> Environment:
    """Templates that fail on a misspelt name and escape everything that is not marked safe."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from reports.template_cache import template_cache

    made = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # nothing computed while compiling: the languages share what is compiled
        bytecode_cache=template_cache(),
    )
    words = Words(lang, marked=marked)
    made.globals.update(t=words.pair, many=words.many, term=term_name, glossary=glossary)
    made.filters.update(
        x=words.text,
        sx=words.svg_text,
        said=words.sentence,
        int=numbers.integer,
        d0=lambda value: numbers.decimal(value, 0),
        d1=numbers.decimal,
        d2=lambda value: numbers.decimal(value, 2),
        gain=numbers.gain,
        exact=numbers.exact,
        signed=numbers.signed,
        pct=numbers.percent,
        pct0=lambda value: numbers.percent(value, 0),
        pct2=lambda value: numbers.percent(value, 2),
        w=lambda value: f"{value:.2f}".rstrip("0").rstrip("."),
    )
    return made


class Words:
    """Texts as markup, in one language; ``marked`` ones are found again by reports/languages.py."""

    def __init__(self, lang: Lang, *, marked: bool) -> None:
        self.lang, self.marked = lang, marked

    def text(self, text: Text) -> Markup:
        """A ``Text``; one that is the same in both languages needs no mark."""
        from markupsafe import escape

        shown = escape(text.get(self.lang))
        return shown if text.zh == text.en else self._mark(shown)

    def svg_text(self, text: Text) -> Markup:
        """A ``Text`` inside an SVG text, where ``i`` means nothing."""
        from markupsafe import Markup, escape

        shown = escape(text.get(self.lang))
        return Markup("<tspan class=i>{}</tspan>").format(shown) if self.marked and text.zh != text.en else shown

    def pair(self, zh: str, en: str, /, **fields: object) -> Markup:
        """A text of the template itself; fields may be markup."""
        from markupsafe import Markup

        own = Markup(Text(zh=zh, en=en).get(self.lang))
        return self._mark(own.format(**{name: self._field(value) for name, value in fields.items()}))

    def many(self, count: int, zh: str, one: str, more: str) -> Markup:
        """A counted noun: "585 个网页", "585 pages"."""
        shown = numbers.integer(count)
        return self.text(Text(zh=f"{shown} {zh}", en=f"{shown} {one if count == 1 else more}"))

    def sentence(self, sentence: Sentence) -> Markup:
        """A message over evidence; what a site wrote is marked as its own and isolated."""
        from markupsafe import Markup

        shown = Markup("").join(map(_piece, sentence.zh if self.lang == "zh" else sentence.en))
        return shown if sentence.zh == sentence.en else self._mark(shown)

    def _mark(self, shown: Markup) -> Markup:
        from markupsafe import Markup

        return Markup("<i>{}</i>").format(shown) if self.marked else shown

    def _field(self, value: object) -> object:
        return value.get(self.lang) if isinstance(value, Text) else value


def _piece(piece: Piece) -> Markup:
    from markupsafe import Markup, escape

    return Markup("<bdi>{}</bdi>").format(piece.text) if piece.crawled else escape(piece.text)
