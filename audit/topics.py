"""Sections of a site for the question what they are about: folders by language, without those that any site has."""

from __future__ import annotations

import re
import sqlite3
from urllib.parse import unquote, urlsplit

from audit.language_tags import LANGUAGES

_TONGUE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?\Z", re.IGNORECASE)
# Help, law, people and the shop's own affairs: every site has them, whatever it is about.
_COMMON = re.compile(
    r"help|faq\w*|support|docs?|service\w*|kefu|bangzhu|about\w*|company|guanyu|contact\w*|lianxi|legal|law|terms|privacy|policy|policies"
    r"|polic\w+|imprint|impressum|return\w*|shipping|delivery|payment\w*|warranty|shouhou|account|user\w*|member\w*|login|cart|checkout|order\w*"
    r"|jobs?|career\w*|zhaopin|hr|press|media|investor\w*|ir|partner\w*|affiliate\w*|team|author\w*|people|tags?|labels?|search|archives?"
    r"|news|xinwen|blog|forum|bbs|community|events?|static|assets|帮助\w*|客服|售后\w*|关于\w*|联系\w*|隐私\w*|条款\w*|招聘|新闻\w*|标签|搜索"
    r"|\d{4}",
    re.IGNORECASE,
)


def topic_folder(url: str) -> str:
    """``/tea/``, behind the folder of a language ``/en/tea/``; "" at the root, and in folders that any site has."""
    segments = [unquote(segment) for segment in urlsplit(url).path.split("/")[1:-1]]
    tongue = ""
    if segments and (match := _TONGUE.match(segments[0])) and match[1].lower() in LANGUAGES:
        tongue = f"/{segments.pop(0)}"
    if not segments or not segments[0] or _COMMON.fullmatch(segments[0]):
        return ""
    return f"{tongue}/{segments[0]}/"


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("topic_folder", 1, topic_folder, deterministic=True)
