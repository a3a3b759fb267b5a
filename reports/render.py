"""The report as one self-contained HTML file: no request, no outside resource, the same bytes for the same model."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence, Set
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from configs.text import LANGUAGES, Lang, Text
from reports import numbers
from reports.charting.island import chart_data
from reports.glossary import glossary, term_name
from reports.islands import compressed, element, packed
from reports.model import ReportModel
from reports.parts import Piece, Sentence
from reports.trimming import TOP as WHOLE
from reports.trimming import fitted
from reports.views.packing import view_data

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TAGS = {"zh": "zh-Hans", "en": "en"}
MAX_BYTES = 15_000_000
MARK = "<!-- data -->"
STYLES = ("report.css", "sections.css", "table.css", "views.css", "charts.css")


def render_html(
    model: ReportModel, *, first: Lang = "zh", languages: Sequence[Lang] = LANGUAGES, max_bytes: int = MAX_BYTES
) -> str:
    """The report of ``model``.

    Args:
        first: language shown when the file is opened.
        languages: languages embedded; with both, the page has a switch that works without JavaScript.
        max_bytes: of the file: the table of all pages is trimmed until it fits.
    """
    shown = tuple(lang for lang in LANGUAGES if lang in languages)
    opened = first if first in shown else shown[0]
    style, script = "\n".join(map(static, STYLES)), static("report.js")
    template = environment(shown).get_template("report.html.j2")
    page: str = template.render(
        m=model,
        languages=shown,
        opened=opened,
        tag=TAGS[opened],
        titles={lang: title(model, lang) for lang in shown},
        style=style,
        script=script,
        policy=policy(style, script, bundle()),
        bundle=packed_bundle(),
    )
    before, _, after = page.rpartition(MARK)  # what a site wrote is escaped: no comment of its own
    return f"{before}{carried(model, max_bytes - len(page.encode('utf-8', 'replace')))}{after}"


def carried(model: ReportModel, room: int) -> str:
    """The data for the scripts, in at most ``room`` bytes or nearly so: the table of pages takes what is left."""
    listed = frozenset(model.table.ids if len(model.table.ids) <= WHOLE else ())  # trimming leaves these their row
    others = "".join(packed(name, data) for name, data in others_carried(model, listed))
    table = fitted(model.table, room - len(others))
    if table.text:
        return others + str(element("pages", table.text))  # not as markup, which would escape what stands before it
    return "".join(packed(name, data) for name, data in others_carried(model, frozenset()))


def others_carried(model: ReportModel, listed: Set[int]) -> Iterator[tuple[str, object]]:
    """Islands beside the table of pages: name and data; ``listed`` pages have their names in that table."""
    yield "charts", chart_data(model)
    yield from view_data(model.views, listed).items()


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
def environment(languages: tuple[Lang, ...]) -> Environment:
    """Templates that fail on a misspelt name and escape everything that is not marked safe."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = Words(languages)
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
    """Texts as markup: one language plain, two languages side by side, of which CSS shows one."""

    def __init__(self, languages: tuple[Lang, ...]) -> None:
        self.languages = languages

    def text(self, text: Text) -> Markup:
        """A ``Text``; one that is the same in both languages needs no second copy."""
        from markupsafe import escape

        if text.zh == text.en:
            return escape(text.zh)
        return self._both(lambda lang: escape(text.get(lang)))

    def svg_text(self, text: Text) -> Markup:
        """A ``Text`` inside an SVG text, where ``span`` means nothing."""
        from markupsafe import Markup, escape

        if text.zh == text.en or len(self.languages) == 1:
            return escape(text.get(self.languages[0]))
        return Markup("").join(
            Markup('<tspan lang="{}">{}</tspan>').format(TAGS[lang], text.get(lang)) for lang in self.languages
        )

    def pair(self, zh: str, en: str, /, **fields: object) -> Markup:
        """A text of the template itself; fields may be markup."""
        from markupsafe import Markup

        both = Text(zh=zh, en=en)
        return self._both(
            lambda lang: Markup(both.get(lang)).format(**{k: self._field(v, lang) for k, v in fields.items()})
        )

    def many(self, count: int, zh: str, one: str, more: str) -> Markup:
        """A counted noun: "585 个网页", "585 pages"."""
        shown = numbers.integer(count)
        return self.text(Text(zh=f"{shown} {zh}", en=f"{shown} {one if count == 1 else more}"))

    def sentence(self, sentence: Sentence) -> Markup:
        """A message over evidence; what a site wrote is marked and isolated."""
        from markupsafe import Markup

        if sentence.zh == sentence.en:
            return Markup("").join(map(_piece, sentence.zh))
        return self._both(lambda lang: Markup("").join(map(_piece, sentence.zh if lang == "zh" else sentence.en)))

    def _both(self, make: object) -> Markup:
        from markupsafe import Markup

        assert callable(make)
        if len(self.languages) == 1:
            return Markup(make(self.languages[0]))
        return Markup("").join(
            Markup('<span lang="{}">{}</span>').format(TAGS[lang], make(lang)) for lang in self.languages
        )

    @staticmethod
    def _field(value: object, lang: Lang) -> object:
        return value.get(lang) if isinstance(value, Text) else value


def _piece(piece: Piece) -> Markup:
    from markupsafe import Markup, escape

    return Markup("<bdi data-crawled>{}</bdi>").format(piece.text) if piece.crawled else escape(piece.text)
