"""One page as a whole: depth, title against text, readability, date, stuffing, TextRank, phrases, the market."""

from __future__ import annotations

import json
from dataclasses import dataclass
from statistics import median

from configs.settings import Settings
from crawler.page_dates import addressed, shown
from crawler.readability import flesch, mean_sentence, rare_share
from crawler.records import Run
from crawler.store import Store
from crawler.text import dominant_script
from crawler.zstd import decompress
from keywords.association import Phrase
from keywords.brands import brand_names, is_brand, title_parts
from keywords.competition import competitor_runs
from keywords.freshness import declared_day, freshness
from keywords.matching import copy_of
from keywords.page_market import beside
from keywords.segment import BOUNDARY
from keywords.site_phrases import tools
from keywords.weigh import TERM_WEIGHT

COMMON = 3500  # Han characters that are common, as the check readability has it

_PAGE = """
    select v.url, v.title, v.h1, v.page_type, coalesce(v.lang, ''), v.han_chars, v.latin_words, f.facts, d.main_text
    from v_pages v
    join pages p on p.run_id = v.run_id and p.url_id = v.url_id
    left join document_facts f on f.hash = p.document_hash
    left join documents d on d.hash = p.document_hash
    where v.run_id = ? and v.url_id = ?
"""
_KEYWORD = f"""
    select t.term_id, t.term from (
        select term_id, 1 as target, placement as weight from keyword_places where run_id = :run and url_id = :url
        union all
        select k.term_id, 0, {TERM_WEIGHT} from page_terms k join terms t using (term_id)
        where k.run_id = :run and k.url_id = :url
    ) join terms t using (term_id) order by target desc, weight desc, t.term limit 1
"""
_OF_TYPE = """
    select w.words from page_words w join v_pages v on v.run_id = w.run_id and v.url_id = w.url_id
    where w.run_id = ? and v.page_type = ? and w.words > 0
"""
_OF_KEYWORD = """
    select w.words from page_terms k join page_words w on w.run_id = k.run_id and w.url_id = k.url_id
    where k.run_id = ? and k.term_id = ? and (k.in_title or k.in_h1) and w.words > 0
"""


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a run; None where there is nothing to tell. Shares and freshness are 0..1."""

    url: str
    page_type: str
    words: int
    type_median: float | None  # words of the run's pages of the type
    type_pages: int
    keyword: str  # the target keyword it serves best, else its weightiest term
    keyword_median: float | None  # words of the market's pages with the keyword in title or h1
    keyword_pages: int
    title_match: float | None  # F-10: tokens of the title that the text has
    title_missing: list[str]
    flesch: float | None  # English
    mean_sentence: float | None  # Chinese: Han characters
    rare_share: float | None  # Chinese: characters that are not common
    date: str  # ISO 8601, empty: none
    date_from: str  # declared, shown or address
    freshness: float | None
    stuffing: dict[str, object] | None  # evidence of the check keyword-stuffing; empty: none found; None: not audited
    textrank: list[tuple[str, float]]
    phrases: list[Phrase]
    market_terms: list[tuple[str, float, float]]  # term, TF-IDF against the market, against the site


def page_view(store: Store, run: Run, url_id: int, settings: Settings) -> PageView | None:
    """Everything about one HTML page; None when the run has no text of it.

    Raises:
        InputError: a stop word file or the user dictionary cannot be read.
    """
    db = store.db
    row = db.execute(_PAGE, [run.run_id, url_id]).fetchone()
    if row is None or row[-1] is None:
        return None
    url, title, h1, page_type, lang, han, latin, facts, packed = row
    text = decompress(packed).decode("utf-8")
    rivals = [one.run_id for one in competitor_runs(store, settings) if one.site != run.site]
    copy, heads = copy_of(text), f"{copy_of(title or '')}\n{copy_of(h1 or '')}"
    words = db.execute("select words from page_words where run_id = ? and url_id = ?", [run.run_id, url_id]).fetchone()
    alike = [count for (count,) in db.execute(_OF_TYPE, [run.run_id, page_type])]
    term_id, term = db.execute(_KEYWORD, {"run": run.run_id, "url": url_id}).fetchone() or (None, "")
    serving = [n for one in (run.run_id, *rivals) for (n,) in db.execute(_OF_KEYWORD, [one, term_id])]
    match, missing = title_match(store, run.run_id, settings, title or "", copy)
    chinese = dominant_script(han or 0, latin or 0) == "han"
    english = not chinese and (lang[:2].lower() == "en" or (not lang and text.isascii()))
    date, source = _date(facts or "{}", text, h1 or "", url, run.started)
    seen = beside(store, run.run_id, rivals, settings, copy, heads)
    return PageView(
        url=url,
        page_type=page_type or "",
        words=words[0] if words else 0,
        type_median=median(alike) if alike else None,
        type_pages=len(alike),
        keyword=term,
        keyword_median=median(serving) if serving else None,
        keyword_pages=len(serving),
        title_match=match,
        title_missing=missing,
        flesch=flesch(text) if english else None,
        mean_sentence=mean_sentence(text) if chinese else None,
        rare_share=rare_share(text, COMMON) if chinese else None,
        date=date,
        date_from=source,
        freshness=freshness(date, run.started),
        stuffing=_stuffing(store, run.run_id, url_id),
        textrank=seen.textrank,
        phrases=seen.phrases,
        market_terms=seen.market_terms,
    )


def title_match(
    store: Store, run_id: int, settings: Settings, title: str, copy: str
) -> tuple[float | None, list[str]]:  # fmt: skip
    """F-10: share of the title's words that the text has, and those it lacks; names of the site and stop words left out.

    Args:
        copy: main text, made by ``copy_of``.
    """
    segment, lexicon = tools(settings)
    names = brand_names(store.db, run_id)
    parts = [part for part in title_parts(copy_of(title)) if not is_brand(part, names)]
    wanted = list(dict.fromkeys(token for part in parts for token in segment.tokens(part)))
    wanted = [token for token in wanted if token != BOUNDARY and token not in lexicon.stop_words]
    found = set(segment.tokens(copy))
    missing = [token for token in wanted if token not in found]
    return (1 - len(missing) / len(wanted) if wanted else None), missing


def _date(facts: str, text: str, h1: str, url: str, crawled: str) -> tuple[str, str]:
    """The newest day the page declares, else shows beside its heading, else has in its address; and which of them."""
    if day := declared_day(facts, crawled):
        return day[:10], "declared"
    for source, stated in (("shown", shown(text, h1)), ("address", addressed(url))):
        if stated:
            return max(one.last for one in stated).isoformat(), source
    return "", ""


def _stuffing(store: Store, run_id: int, url_id: int) -> dict[str, object] | None:
    """What the check keyword-stuffing found."""
    run = store.db.execute(
        "select 1 from check_runs where run_id = ? and check_id = 'keyword-stuffing'", [run_id]
    ).fetchone()
    row = store.db.execute(
        "select evidence from findings where run_id = ? and check_id = 'keyword-stuffing' and url_id = ?",
        [run_id, url_id],
    ).fetchone()
    return dict(json.loads(row[0])) if row else {} if run else None
