"""Friend links as checks in SQL see them: what was found of each partner, and the page of ours that a finding hangs on."""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import Counter
from functools import lru_cache, partial

from audit.registry import START_URL, Matters, SiteCheck
from crawler.domains import owner_of
from crawler.lexicon import spam_word
from crawler.likeness import jaccard, tokens
from crawler.parking import parking_host
from crawler.text import dominant_script, han_chars, latin_words, matching_copy
from crawler.urls import bare_address, bare_host

_DIRECTORY = re.compile(
    r"网址(?:大全|导航|目录)|网站目录|分类目录|\bweb ?directory\b|\blink (?:directory|exchange)\b", re.IGNORECASE
)
_SPAM_HOST = re.compile(
    r"casino|poker|(?:^|[.-])bet\d|betting|bocai|caipiao|qipai|lottery|porn|escort|viagra|cialis", re.IGNORECASE
)
LEAST_TOKENS = 4  # of a title and description that say what a site is about

# A check of partners, with what most have in common.
friend_check = partial(
    SiteCheck, scope="link", book="4.3.7", view="run_pages", needs=frozenset({"partners"}), identity=("page",),
    matters=Matters.RANKING, source="https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links",
    effort_hours=0.5, effort_unit="site", profiles={"baidu": {}, "book-2016": {}, "shop": {}}, flags=frozenset({"/"}),
)  # fmt: skip

# Common table expressions: ``friends`` (url_id of our page, page, partner, state, body) of the run, and ``earlier``, what
# former runs of the site read of the same pages, the newest at place 1.
FRIENDS = f"""
    friends as materialized (
        select coalesce((select p.url_id from temp.run_pages p where p.url = b.body ->> '$.agreed.ours'),
                (select h.url_id from temp.home_page h), ({START_URL} limit 1)) as url_id,
            b.url as page, b.status, b.error, b.body, b.body ->> '$.partner' as partner, b.body ->> '$.state' as state
        from main.probes b where b.run_id = (select run_id from temp.current_run) and b.kind = 'partner'
    ),
    earlier as materialized (
        select b.url as page, b.body, row_number() over (partition by b.url order by b.run_id desc) as place
        from main.runs c join main.runs r on r.site_id = c.site_id and r.run_id < c.run_id
        join main.probes b on b.run_id = r.run_id and b.kind = 'partner'
        where c.run_id = (select run_id from temp.current_run) and b.body ->> '$.title' is not null
    )
"""


def applies(condition: str) -> str:
    """SQL for the pages of ours whose partners meet a condition."""
    return f"with {FRIENDS} select url_id from friends where {condition}"


def found(condition: str, evidence: str = "", severity: str = "", joined: str = "") -> str:
    """SQL for the findings of the partners that meet a condition.

    Args:
        evidence: further arguments of ``json_object`` beside partner and page.
        severity: an expression of SQL; "" = the usual level.
        joined: further tables.
    """
    level = f", {severity} as severity" if severity else ""
    return f"""
        with {FRIENDS}
        select f.url_id, json_object('partner', f.partner, 'page', f.page{evidence and ", "}{evidence}) as evidence{level}
        from friends f {joined}
        where {condition}
    """


def same_text(one: str | None, other: str | None) -> int:
    """1 when two anchors are the same for a reader: width, case and spaces left out."""
    left, right = ("".join(matching_copy(text or "").split()) for text in (one, other))
    return int(left == right)


def link_directory(title: str | None) -> int:
    """1 for a page that calls itself a mere collection of links, else 0."""
    return int(bool(_DIRECTORY.search(title or "")))


def spam_host(url: str | None) -> int:
    """1 for a host that bears a word of gambling or the like, else 0."""
    return int(bool(_SPAM_HOST.search(bare_host(url or ""))))


def title_likeness(one: str | None, other: str | None) -> float | None:
    """Share of the tokens of two titles that they have in common; None where one has none."""
    left, right = tokens(one or ""), tokens(other or "")
    return jaccard(left, right) if left and right else None


class Vocabulary:
    """An aggregate over texts: JSON of the number of texts under "", and of those with each token."""

    def __init__(self) -> None:
        self.texts: Counter[str] = Counter()

    def step(self, text: str | None) -> None:
        """Another text, or None."""
        self.texts.update(["", *tokens(text or "")])

    def finalize(self) -> str:
        """JSON of the counts."""
        return json.dumps(self.texts, ensure_ascii=False)


def topic_cosine(vocabulary: str, ours: str | None, theirs: str | None) -> float | None:
    """How near a text is to ours: the cosine of their TF-IDF vectors, or with all our texts together where that is nearer.

    None where one is too short to say what it is about, or they are written in different scripts: then nothing is known.
    Formula: idf = ln((N + 1) / (df + 1)) + 1.
    """
    left, right = tokens(ours or ""), tokens(theirs or "")
    if min(len(left), len(right)) < LEAST_TOKENS or _script(ours or "") != _script(theirs or ""):
        return None
    counts = _counts(vocabulary)
    number = counts.get("", 0)

    def idf(token: str) -> float:
        return math.log((number + 1) / (counts.get(token, 0) + 1)) + 1

    weights = {token: idf(token) for token in right}
    home = {token: idf(token) for token in left}
    site = {token: count * idf(token) for token, count in counts.items() if token}
    return max(_cosine(weights, home), _cosine(weights, site))


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    both = sum(weight * other[token] for token, weight in one.items() if token in other)
    length = math.hypot(*one.values()) * math.hypot(*other.values())
    return both / length if length else 0.0


@lru_cache(maxsize=1)
def _counts(vocabulary: str) -> dict[str, int]:
    counts: dict[str, int] = json.loads(vocabulary)
    return counts


def _script(text: str) -> str:
    return dominant_script(han_chars(text), latin_words(text))


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("spam_word", 1, lambda text: spam_word(text or ""), deterministic=True)
    db.create_function("link_owner", 1, lambda url: owner_of(url or ""), deterministic=True)
    db.create_function("plain_address", 1, lambda url: bare_address(url or ""), deterministic=True)
    db.create_function("parking_host", 1, lambda url: parking_host(url or ""), deterministic=True)
    db.create_function("bare_host", 1, lambda url: bare_host(url or ""), deterministic=True)
    db.create_function("spam_host", 1, spam_host, deterministic=True)
    db.create_function("link_directory", 1, link_directory, deterministic=True)
    db.create_function("same_text", 2, same_text, deterministic=True)
    db.create_function("title_likeness", 2, title_likeness, deterministic=True)
    db.create_function("topic_cosine", 3, topic_cosine, deterministic=True)
    db.create_aggregate("vocabulary", 1, Vocabulary)  # type: ignore[arg-type]
