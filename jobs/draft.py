"""One saved page or draft judged without a network: its facts, its page-level findings, its keywords."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from configs.settings import Settings
from configs.text import Lang
from crawler.records import PageRecord

if TYPE_CHECKING:
    from audit.registry import Check
    from crawler.store import Store

# What a draft without markup can be judged by: these look at its text alone.
TEXT_CHECKS = (
    "thin-content", "readability", "mojibake", "keyword-stuffing", "contact-obfuscated", "placeholder-text", "zh-script-mixed",
    "copy-punctuation-mixed", "copy-sentence-length", "copy-paragraph-length", "ad-law-superlatives", "copyright-year-old",
)  # fmt: skip

_TAG = re.compile(r"<(?:!doctype|html|head|body|title|meta|main|article|div|h[1-6]|p|a|img|ul|table)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, in words, with what to do; ``evidence`` holds the values that the verdict rests on."""

    severity: str
    check_id: str
    area: str
    title: str
    message: str
    evidence: dict[str, object]
    why: str
    owner: str  # who has to act: editor, developer, operations; "" = not said
    fix: str
    avoid: str
    verify: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """How one keyword stands in the draft; densities and prominence are shares, 0..1, by the formulas A, B and C."""

    keyword: str
    hits: int
    density_chars: float
    density_hits: float
    density_tokens: float
    prominence: float
    in_title: bool
    in_description: bool
    in_h1: bool
    in_url: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found out; ``passed`` and ``not_judged`` count page-level checks."""

    page: PageRecord
    is_text: bool  # no markup: only the checks of the text were made
    title_width: int  # display columns
    description_width: int
    words: int  # jieba and Latin words of main text
    findings: tuple[Finding, ...]
    keywords: tuple[Keyword, ...]
    passed: int
    not_judged: int
    crashed: tuple[str, ...]


def judge_draft(body: bytes, url: str, keywords: Sequence[str], settings: Settings, lang: Lang) -> Draft:
    """Judge a document as if ``url`` had answered it.

    Args:
        body: HTML in any charset, or plain text; not empty.
        url: absolute and normalised.
        keywords: as a person writes them.

    Raises:
        SettingsError: the settings name an unknown check.
    """
    from crawler.charset import decode
    from crawler.offline import Answer, load_site
    from crawler.store import open_store
    from crawler.urls import origin, path_query

    text = decode(body).text
    is_text = not looks_like_html(text)
    document = text_document(text) if is_text else body
    with (
        tempfile.TemporaryDirectory(prefix="xunlu-check-") as folder,
        open_store(Path(folder) / "draft.db", create=True) as store,
    ):
        answer = Answer(body=document, ttfb_ms=None)
        run_id = load_site(store, {path_query(url): answer}, base=origin(url), name="draft")
        return _judged(store, run_id, url, keywords, settings, lang, is_text)


def _judged(
    store: Store, run_id: int, url: str, keywords: Sequence[str], settings: Settings, lang: Lang, is_text: bool
) -> Draft:
    from audit.runner import run_checks
    from crawler.text import columns
    from keywords.stage import run_keywords

    if not is_text:
        run_keywords(store, run_id, settings, targets=keywords or None)
    summary = run_checks(store, run_id, settings, checks=_page_checks(is_text, url))
    page = next(record for _, record in store.page_records(run_id, with_text=True) if record.url == url)
    states = [one.state for one in summary.checks]
    return Draft(
        page=page,
        is_text=is_text,
        title_width=columns(page.title),
        description_width=columns(page.description),
        words=_words(page.main_text, settings),
        findings=_findings(store, run_id, lang),
        keywords=tuple(_keyword(page, word, settings) for word in keywords),
        passed=states.count("passed"),
        not_judged=states.count("not-judged"),
        crashed=summary.crashed,
    )


def _page_checks(is_text: bool, url: str) -> list[Check]:
    """Checks that one page decides; those about the site need its home page, those of a text no markup."""
    from audit.registry import HtmlCheck, PageCheck, all_checks
    from crawler.urls import path_query

    home = path_query(url) == "/"
    page_level = [one for one in all_checks().values() if isinstance(one, PageCheck | HtmlCheck)]
    chosen: list[Check] = [one for one in page_level if one.scope != "site" or home]
    return [one for one in chosen if one.id in TEXT_CHECKS] if is_text else chosen


def _findings(store: Store, run_id: int, lang: Lang) -> tuple[Finding, ...]:
    from audit.registry import RANKS, Severity, all_checks

    checks = all_checks()
    rows = store.db.execute("select check_id, severity, evidence from findings where run_id = ?", [run_id]).fetchall()
    found = []
    for name, level, evidence in rows:
        found.append(_finding(checks[name], level, evidence, lang))
    return tuple(sorted(found, key=lambda one: (-RANKS.index(Severity(one.severity)), one.check_id, one.message)))


def _finding(check: Check, level: str, evidence: str, lang: Lang) -> Finding:
    from reports.owners import owner
    from reports.sentences import sentence, text_of

    said = sentence(check.message, evidence, check.words)
    return Finding(
        severity=level,
        check_id=check.id,
        area=check.area,
        title=check.title.get(lang),
        message=text_of(said.zh if lang == "zh" else said.en),
        evidence=json.loads(evidence),
        why=check.why.get(lang),
        owner=owner(check.fix),
        fix=check.fix.get(lang),
        avoid=check.avoid.get(lang),
        verify=check.verify.get(lang),
    )


def _words(text: str, settings: Settings) -> int:
    from keywords.matching import copy_of
    from keywords.segment import BOUNDARY
    from keywords.shopwords import shop_segmenter
    from keywords.stopwords import user_words

    tokens = shop_segmenter(user_words(settings.keywords)).tokens(copy_of(text))
    return sum(token != BOUNDARY for token in tokens)


def _keyword(page: PageRecord, keyword: str, settings: Settings) -> Keyword:
    from crawler.urls import shown
    from keywords.density import density
    from keywords.matching import copy_of, holds
    from keywords.shopwords import shop_segmenter
    from keywords.stopwords import stop_words, user_words

    own = (*user_words(settings.keywords), keyword)
    found = density(page.main_text, keyword, shop_segmenter(own), stop_words(settings.keywords))
    term = copy_of(keyword)
    return Keyword(
        keyword=keyword,
        hits=found.hits,
        density_chars=found.chars,
        density_hits=found.per_hit,
        density_tokens=found.tokens,
        prominence=found.prominence,
        in_title=holds(copy_of(page.title), term),
        in_description=holds(copy_of(page.description), term),
        in_h1=holds(copy_of(page.h1), term),
        in_url=term in copy_of(shown(page.url)) or term.replace(" ", "-") in copy_of(shown(page.url)),
    )


def looks_like_html(text: str) -> bool:
    """Whether a draft has markup: any tag that a page or a fragment of one has."""
    return _TAG.search(text) is not None


def text_document(text: str) -> bytes:
    """A plain text as a document, one paragraph a block of lines."""
    blocks = [block.strip() for block in text.replace("\r\n", "\n").split("\n\n")]
    paragraphs = "".join(f"<p>{escape(block)}</p>\n" for block in blocks if block)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><main>\n{paragraphs}</main></body></html>'.encode()
