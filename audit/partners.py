"""Pages that say the same in two languages: which they are, by hreflang that both return, else by their addresses."""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from audit.language_tags import lang_fault, language_part
from audit.tongues import CHINESE

# How addresses name a language where a tag is not used as it is.
_SHORT = {"cn": "zh", "chs": "zh", "cht": "zh", "tw": "zh", "jp": "ja", "kr": "ko", "eng": "en"}
_TONGUES = frozenset(
    ("zh", "en", "ja", "ko", "de", "fr", "es", "it", "pt", "ru", "nl", "pl", "tr", "ar", "th", "vi", "id", "ms")
)
_TAG = re.compile(r"([a-z]{2})[-_](?:[a-z]{2}|hans|hant|chs|cht)\Z")
_SUFFIX = re.compile(r"[._-]([a-z]{2,3}(?:[-_][a-z]{2,4})?)(?=\.\w{2,5}\Z)")
_KEYS = frozenset(("lang", "language", "locale", "hl", "lng"))
_ASKED = re.compile(f"(?:^|&)(?:{'|'.join(sorted(_KEYS))})=", re.IGNORECASE)
_SEGMENTS = 3  # segments of a path among which the language is looked for
# A segment that is one of these is a language, whatever the page says; /it/ may be a department.
_PLAIN = frozenset(("zh", "en"))


def language_of(word: str) -> str:
    """The language that a part of an address names, such as ``zh`` for cn and zh_CN; "" for none."""
    word = word.lower()
    if word in _TONGUES:
        return word
    match = _TAG.match(word)
    tongue = match.group(1) if match else ""
    return _SHORT.get(word, tongue if tongue in _TONGUES else "")


@lru_cache(maxsize=8192)
def _parted(url: str) -> tuple[str, str]:
    """The language that an address names, "" for none, and the address without it, the scheme and www."""
    parts = urlsplit(url)
    host, path, found = parts.netloc.lower().removeprefix("www."), parts.path, ""
    label, _, rest = host.partition(".")
    if "." in rest and (found := language_of(label)):
        host = rest.removeprefix("www.")
    segments = path.split("/")
    for place in range(1, min(_SEGMENTS, len(segments) - 1) + 1) if not found else ():
        if found := language_of(segments[place]):
            path = "/".join(segments[:place] + segments[place + 1 :])
            break
    if (
        not found
        and (match := _SUFFIX.search(path.rpartition("/")[2].lower()))
        and (found := language_of(match.group(1)))
    ):
        path = path[: -len(match.string) + match.start() or None] + match.string[match.end() :]
    asked, query = _query(parts.query)
    return found or asked, f"{host}{path or '/'}{query and '?'}{query}"


def _query(query: str) -> tuple[str, str]:
    """The language that a query names, and the query without it."""
    if not query or _ASKED.search(query) is None:
        return "", query
    pairs = parse_qsl(query, keep_blank_values=True)
    named = [language_of(value) if key.lower() in _KEYS else "" for key, value in pairs]
    rest = [pair for pair, tongue in zip(pairs, named, strict=True) if not tongue]
    return next(filter(None, named), ""), urlencode(rest) if len(rest) < len(pairs) else query


def language_key(url: str) -> str:
    """What the addresses of one page in several languages have in common: /en/a, /zh-cn/a and /a are /a."""
    return _parted(url)[1]


def spoken_in(url: str, lang: str | None, written: str | None) -> str:
    """The language of a page, as its address, its ``lang`` and its text say it; "" when they leave it open.

    A template may print one ``lang`` for all languages, and a segment such as cn may be a branch: where both contradict
    each other, the text decides for the ``lang``.
    """
    declared = language_part(lang) if lang and not lang_fault(lang) else ""
    declared = "zh" if declared in CHINESE else declared
    named = _parted(url)[0]
    if not named:
        return declared or (written or "")
    if named == declared or not declared:
        return named
    return named if named in _PLAIN and written != declared else declared if named in _PLAIN else ""


# Common table expressions: ``spoken`` of the complete HTML pages, ``alternates``, and ``pairs``, in which an indexable page
# stands beside the partner that comes first: Chinese and English first, from which the others are mostly translated, then by
# the length of the address. Each page comes once at most as the later one. Tables are joined in the order written, so that
# no pair of all pages is looked at.
_RANK = "{tongue} not in ('zh', 'en'), length({url}), {url}"
PAIRS = f"""
    alternates as materialized (
        select source_id, target_id, min(language_part(anchor)) as tongue from temp.page_links
        where kind = 'alternate' and source_id <> target_id and anchor <> 'x-default' group by source_id, target_id
    ),
    spoken as materialized (
        select p.url_id, p.url, p.indexable, p.page_type, language_key(p.url) as key,
            spoken_in(p.url, p.lang, f.facts ->> '$.writing.language') as tongue
        from temp.html_pages p cross join temp.page_facts f on f.url_id = p.url_id
    ),
    mutual as materialized (
        select a.source_id as url_id, b.tongue, a.target_id as other_id, a.tongue as other_tongue
        from alternates a join alternates b on b.source_id = a.target_id and b.target_id = a.source_id
        where a.tongue <> b.tongue and a.source_id in (select url_id from spoken where indexable)
            and a.target_id in (select url_id from spoken where indexable)
    ),
    returned as (
        select m.url_id, u.url, m.tongue, m.other_id, o.url as other, m.other_tongue,
            row_number() over (partition by m.url_id order by {_RANK.format(tongue="m.other_tongue", url="o.url")}) as place
        from mutual m cross join main.urls u on u.url_id = m.url_id cross join main.urls o on o.url_id = m.other_id
    ),
    alike as (
        select url_id, url, tongue, first_value(url_id) over same as other_id, first_value(url) over same as other,
            first_value(tongue) over same as other_tongue
        from spoken where indexable and tongue <> '' and url_id not in (select url_id from mutual)
        window same as (partition by key order by {_RANK.format(tongue="tongue", url="url")})
    ),
    pairs as materialized (
        select url_id, url, tongue, other_id, other, other_tongue from returned
        where place = 1 and ({_RANK.format(tongue="other_tongue", url="other")}) < ({_RANK.format(tongue="tongue", url="url")})
        union all
        select url_id, url, tongue, other_id, other, other_tongue from alike where tongue <> other_tongue
    )
"""


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("language_key", 1, language_key, deterministic=True)
    db.create_function("spoken_in", 3, spoken_in, deterministic=True)
