"""What titles claim and promise, as checks in SQL ask about it."""

from __future__ import annotations

import re
import sqlite3
from urllib.parse import urlsplit

from crawler.text import HAN, matching_copy

_OFFICIAL = re.compile(
    rf"((?:[{HAN}]{{1,10}}|[a-z][a-z0-9.&'’-]*(?: [a-z0-9][a-z0-9.&'’-]*){{0,2}}))\s*"
    r"(?:中国)?(?:官网|官方网站|官方旗舰店|官方商城|official (?:web)?site|official (?:online )?(?:store|shop))"
)
# A title that asks or warns about an official site does not claim to be one.
_ABOUT = re.compile(r"怎|如何|哪|查|辨|真假|假冒|是不是|吗|授权|经销|代理|how to|fake|authori[sz]ed|dealer|[?？]")
_GENERIC = frozenset({"本站", "我们", "我们的", "品牌", "公司", "网站", "our", "the", "its"})
_FILE = re.compile(r"\.(?:pdf|zip|rar|7z|gz|apk|exe|dmg|msi|docx?|xlsx?|pptx?|csv|txt|epub|mobi|mp[34]|mov)\Z", re.I)
_DOWNLOAD = re.compile(r"下载|download|网盘|附件|app ?store|安卓|android|iphone", re.I)
_PLAY = re.compile(r"播放|观看|第\s*\d+\s*[集话]|\bplay\b|\bwatch\b|\bepisode\b", re.I)


def official_claim(title: str | None, own: str | None) -> str:
    """The words by which a title claims to be the official site of a name unlike ``own``, or ""."""
    copy = matching_copy(title)
    match = _OFFICIAL.search(copy)
    if match is None or _ABOUT.search(copy):
        return ""
    name = match.group(1).strip()
    if name in _GENERIC or not own or _akin(name, matching_copy(own)):
        return ""
    return match.group().strip()


def _akin(name: str, own: str) -> bool:
    """Whether two Han characters in a row, or a word of three letters, stand in both."""
    pairs = [name[at : at + 2] for at in range(len(name) - 1)] if not name.isascii() else []
    words = re.findall(r"[a-z0-9]{3,}", name)
    return any(piece in own for piece in [*pairs, *words]) or (not pairs and not words)


def keeps_promise(anchor: str | None, target: str | None) -> int:
    """1 when a link leads to a file or a film by its text or address, else 0."""
    try:
        path = urlsplit(target or "").path
    except ValueError:
        path = ""
    text = f"{anchor or ''} {path}"
    return int(bool(_FILE.search(path) or _DOWNLOAD.search(text) or _PLAY.search(text)))


def register(db: sqlite3.Connection) -> None:
    """Make the functions known to a connection."""
    db.create_function("official_claim", 2, official_claim, deterministic=True)
    db.create_function("keeps_promise", 2, keeps_promise, deterministic=True)
