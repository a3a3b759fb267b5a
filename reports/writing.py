"""The report as files: HTML, JSON, Markdown, PDF, the summary of two pages, and the tables beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from configs.app import App
from configs.output import write_text
from configs.reporting import AUTO, EXTENSIONS, FORMATS
from configs.settings import Brand, Effort, Settings
from configs.text import LANGUAGES, Lang, Text
from configs.units import size
from crawler.store import Store
from reports.model import ReportModel

LEFT_OUT = Text(
    zh="报告太大，省去了一部分：{what}（[report] max_size）", en="Left out of the report for its size: {what} ([report] max_size)"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manner:
    """How a report is written: its languages, the one it opens in, whose name it bears, what prints it, what work is."""

    first: Lang
    languages: tuple[Lang, ...]
    brand: Brand
    efforts: Mapping[str, Effort]  # work by check, of [rules.effort]
    browser: str = ""  # path or name; empty: one that is found
    max_bytes: int = 0  # of an HTML file; 0: what goes with the size of the site
    told: Callable[[Text], None] = lambda step: None  # what is left out of one that would grow larger


def manner(
    settings: Settings,
    lang: Lang,
    *,
    report_lang: str = "",
    browser: str = "",
    told: Callable[[Text], None] = lambda step: None,
) -> Manner:
    """What the settings and the command line say; ``lang`` is that of the interface.

    Args:
        report_lang: zh, en or both; empty: as configured.
        told: of what is left out of a report that would grow too large.
    """
    wanted = LANGUAGES if report_lang == "both" else (report_lang,) if report_lang else settings.report.languages
    shown = tuple(one for one in LANGUAGES if one in wanted)
    return Manner(
        lang if lang in shown else shown[0], shown, settings.report.brand, settings.rules.effort, browser,
        0 if settings.report.max_size == AUTO else size(settings.report.max_size), told,
    )  # fmt: skip


def saying(app: App) -> Callable[[Text], None]:
    """Tells a person on the terminal what a report leaves out."""
    return lambda step: app.say(LEFT_OUT, what=step.get(app.lang))


def kind_of(path: Path) -> str:
    """The format that a file's extension names; HTML where it names none."""
    suffix = path.suffix.lower().lstrip(".")
    return suffix if suffix in FORMATS else "html"


def beside(path: Path, kind: str) -> Path:
    """Where an output of another ``kind`` lies: the same name with its own extension."""
    stem = path.name[: -len(path.suffix)] if path.suffix.lower() in EXTENSIONS else path.name
    return path.with_name(f"{stem}-summary.pdf" if kind == "summary" else f"{stem}.{kind}")


def needs_browser(kinds: Sequence[str]) -> bool:
    """Whether one of the outputs is printed."""
    return bool({"pdf", "summary"} & set(kinds))


def text_of(model: ReportModel, kind: str, how: Manner, *, summary: bool = False) -> str:
    """The report as text: html, json or md; ``summary``: the two pages, as HTML."""
    if kind == "json":
        from reports.as_json import report_json

        return report_json(model)
    if kind == "md":
        from reports.markdown import markdown

        return markdown(model, how.first)
    from reports.render import render_html

    if summary:
        from reports.two_pages import render_summary

        return render_summary(model, how.first, how.brand)
    return render_html(model, first=how.first, languages=how.languages, max_bytes=how.max_bytes, told=how.told)


def write_output(model: ReportModel, path: Path, kind: str, how: Manner, *, summary: bool = False) -> int:
    """Write one output, replacing the file as a whole; returns its size in bytes.

    Args:
        kind: html, json, md or pdf. A PDF has one language, the first.

    Raises:
        StoreError: it cannot be written, or there is no browser to print it.
    """
    if kind == "json":
        from reports.as_json import write_report_json

        return write_report_json(model, path)
    if kind != "pdf":
        return write_text(path, text_of(model, kind, how, summary=summary))
    from reports.browser import write_pdf

    one = replace(how, languages=(how.first,))
    return write_pdf(text_of(_opened(model), "html", one, summary=summary), path, browser=how.browser)


def _opened(model: ReportModel) -> ReportModel:
    """The model with every card whole: paper cannot be clicked."""
    quadrants = tuple(
        replace(quadrant, cards=tuple(replace(card, whole=True) for card in quadrant.cards))
        for quadrant in model.fix.quadrants
    )
    return replace(model, fix=replace(model.fix, quadrants=quadrants))


def write_outputs(
    store: Store, model: ReportModel, path: Path, kind: str, how: Manner, also: Sequence[str] = ()
) -> Iterator[tuple[Path, int]]:
    """Write the report and what the settings want beside it; yields each file with its size in bytes when it is there.

    Raises:
        StoreError: one of them cannot be written; those before it are.
    """
    yield path, write_output(model, path, kind, how)
    for other in also:
        place = beside(path, other)
        if place == path:
            continue
        if other == "xlsx":
            from reports.workbook import write_everything

            write_everything(store, model.head.run_id, how.first, place, how.efforts)
            yield place, place.stat().st_size
        else:
            printed = other == "summary"
            yield place, write_output(model, place, "pdf" if printed else other, how, summary=printed)
