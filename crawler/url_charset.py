"""The query of a link in the charset of its page: browsers encode it so, and a GBK shop understands nothing else."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from urllib.parse import quote

QUERY_SAFE = "%/:=&?~+!$,;@()*[]-._\\^|{}`"  # bytes that a browser leaves as they are in a query

# What the labels of the Encoding standard mean where Python reads the same name otherwise.
CODECS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "l1", "us-ascii", "ascii", "windows-1252"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("windows-874", "iso-8859-11", "tis-620", "dos-874"), "cp874"),
    **dict.fromkeys(("gb2312", "gb_2312", "gb_2312-80", "chinese", "x-gbk"), "gbk"),
    **dict.fromkeys(("big5-hkscs", "cn-big5", "x-x-big5"), "big5"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji"), "cp932"),
    **dict.fromkeys(("euc-kr", "korean", "ks_c_5601-1987", "ksc5601", "windows-949"), "cp949"),
    "x-euc-jp": "euc_jp",
    "iso-8859-8-i": "iso8859-8",
    "x-mac-cyrillic": "mac_cyrillic",
    "x-user-defined": "ascii",
}
_LEGACY = frozenset(
    ["ascii", "gbk", "gb18030", "big5", "euc_jp", "iso2022_jp", "cp932", "cp949", "cp866", "cp874", "koi8-r", "koi8-u",
     "mac-roman", "mac-cyrillic", *(f"cp125{n}" for n in range(9)),
     *(f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16))]
)  # fmt: skip

_NON_ASCII = re.compile(r"[^\x00-\x7f]+")


def in_charset(href: str, charset: str) -> str:
    """``href`` with its query percent-encoded in ``charset``; the path never is.

    UTF-8, UTF-16 and what the Encoding standard has no encoder for leave ``href`` as it is: UTF-8 later.
    Source: https://url.spec.whatwg.org/#query-state, https://encoding.spec.whatwg.org/#get-an-output-encoding

    Raises:
        UnicodeEncodeError: half a character (a lone surrogate) in the query.
    """
    path, mark, query = href.partition("?")
    if not mark or query.isascii() or not (codec := _codec(charset)):
        return href
    return path + mark + _NON_ASCII.sub(lambda run: _encoded(run.group(), codec), query)


@lru_cache(maxsize=64)
def _codec(charset: str) -> str:
    """Python's codec for a charset label; empty for UTF-8."""
    label = charset.strip().lower()
    try:
        found = codecs.lookup(CODECS.get(label, label)).name
    except (LookupError, ValueError):  # ValueError: a NUL or a surrogate in the label
        return ""
    return found if found in _LEGACY else ""


def _encoded(text: str, codec: str) -> str:
    """``text`` percent-encoded; what the charset cannot say becomes a numeric reference, as in browsers."""
    try:
        return quote(text.encode(codec), safe=QUERY_SAFE)
    except UnicodeEncodeError:
        if len(text) > 1:
            return "".join(_encoded(char, codec) for char in text)
        text.encode("utf-8")  # raises on half a character
        return f"%26%23{ord(text)}%3B"
