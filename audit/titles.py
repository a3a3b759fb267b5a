"""Titles taken apart, and what a site calls itself in them."""

from __future__ import annotations

import re
import sqlite3
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.text import HAN, SHORT, matching_copy

# A hyphen separates between spaces or Han characters only: T-shirt is one word.
_SEPARATOR = re.compile(rf"\s*[|｜¦•»›_]+\s*|\s+[-–—－:：·~]+\s+|\s*[—–]+\s*|(?<=[{HAN}])[-－](?=[{HAN}])")
_PHRASE = re.compile(r"\s*[,，、;；/]\s*")

_PLACEHOLDERS = frozenset(
    {
        "未命名", "未命名文档", "未命名页面", "无标题", "无标题文档", "无标题页", "新建网页", "新建页面", "新页面", "首页",
        "网站首页", "网站标题", "网页标题", "页面标题", "标题", "测试", "测试页面", "未命名文件", "欢迎使用",
        "untitled", "untitled document", "untitled page", "untitled-1", "home", "home page", "homepage", "document",
        "new page", "new document", "index", "default", "page title", "site title", "title", "test", "test page",
        "welcome to nginx!", "react app", "vite app", "vite + react", "vite + vue", "my site", "my website", "my blog",
    }
)  # fmt: skip

# Tables of a ``with`` clause: title_names (tongue, name), what the site calls itself in each language. That is what
# half or more of the titles of a language end or begin with (three at least), and the og:site_name of a home page.
NAMES = """
    title_sample as materialized (
        select lower(substr(lang, 1, 2)) as tongue, title from temp.indexable_pages where title <> '' limit 5000
    ),
    title_totals as (select tongue, count(*) as pages from title_sample group by tongue),
    title_ends as (
        select tongue, last_part(title) as name from title_sample
        union all select tongue, first_part(title) from title_sample
    ),
    title_names as materialized (
        select e.tongue, e.name from title_ends e join title_totals t on t.tongue = e.tongue
        where e.name <> '' group by e.tongue, e.name having count(*) >= 3 and count(*) * 2 >= max(t.pages)
        union
        select lower(substr(p.lang, 1, 2)), matching_copy(json_extract(f.facts, '$.head.site_name'))
        from temp.start_pages p join temp.page_facts f on f.url_id = p.url_id
        where json_extract(f.facts, '$.head.site_name') <> ''
    )
"""


def parts(title: str) -> list[str]:
    """What stands between the separators of a title; empty parts left out."""
    return list((_short_parts if len(title) <= SHORT else _parts)(title))


def _parts(title: str) -> tuple[str, ...]:
    return tuple(part for part in map(str.strip, _SEPARATOR.split(title)) if part)


_short_parts = lru_cache(maxsize=4096)(_parts)  # several checks take the same title apart


def phrases(title: str) -> list[str]:
    """The parts of a title, those that list several things cut at the commas."""
    return [phrase for part in parts(title) for phrase in _PHRASE.split(part) if phrase]


def last_part(title: str | None) -> str:
    """Matching copy of the last of several parts, "" for a title in one piece."""
    found = parts(title or "")
    return matching_copy(found[-1]) if len(found) > 1 else ""


def first_part(title: str | None) -> str:
    """Matching copy of the first of several parts, "" for a title in one piece."""
    found = parts(title or "")
    return matching_copy(found[0]) if len(found) > 1 else ""


def names_site(title: str | None, name: str | None) -> int:
    """1 when a title says ``name``, a matching copy, or has a part that is a piece of it: 茶舍 of 茶舍商城."""
    if not name:
        return 0
    copy = matching_copy(title)
    return int(name in copy or any(len(part) > 1 and part in name for part in parts(copy)))


def modifiers(title: str | None) -> int:
    """Phrases of a title beside the one that names the site."""
    return max(0, len(phrases(title or "")) - 1)


def placeholder(title: str, url: str) -> bool:
    """Whether a title is what an editor, a builder or a framework writes before anybody chose one."""
    copy = matching_copy(title)
    return copy != "" and (copy in _PLACEHOLDERS or copy.removeprefix("www.") in _hosts(url))


def _hosts(url: str) -> tuple[str, ...]:
    """Host of ``url`` without www., with its port and without."""
    try:
        parts = urlsplit(url)
        return parts.netloc.lower().removeprefix("www."), (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ()


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("last_part", 1, last_part, deterministic=True)
    db.create_function("first_part", 1, first_part, deterministic=True)
    db.create_function("names_site", 2, names_site, deterministic=True)
    db.create_function("title_modifiers", 1, modifiers, deterministic=True)
