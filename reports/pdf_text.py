"""The text of a PDF as people search and copy it: characters, where the browser wrote radicals that look like them.

A font such as Noto Sans CJK has one glyph for 长 (U+957F) and the radical ⻓ (U+2ED3). Chromium names a glyph by the
lowest of its code points, whatever the page said, so that nobody finds 长 in the file. The tables from glyphs to characters
(ToUnicode) are written anew here and appended as an incremental update; everything else stays as it is, byte for byte.
ISO 32000-1, 7.5.6 and 9.10.3.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator

# CJK Radicals Supplement and what Unicode calls their Equivalent_Unified_Ideograph; those of the block Kangxi Radicals
# have a compatibility decomposition.
_RADICALS = "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺴⺶⺹⺺⺻⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲"
_CHARACTERS = "厂乛乚乙亻冂刀刂卜小小兀尣尢巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒冗羊耂肀聿肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀"
_SUPPLEMENT = dict(zip(_RADICALS, _CHARACTERS, strict=True))

_TAIL = re.compile(
    rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [nf] ?\r?\n)+)trailer\n<<(.*?)>>\nstartxref\n(\d+)\n%%EOF\s*\Z", re.S
)
_STREAM = re.compile(rb"(\d+) 0 obj\n<</Filter /FlateDecode\n/Length (\d+)>> stream\n")
_BEGIN = b"/CIDInit"  # as every table from glyphs to characters begins
_CHAR = re.compile(rb"^(<[0-9A-Fa-f]+>) <([0-9A-Fa-f]{4})>$", re.M)
_RANGE = re.compile(rb"^<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]{4})>$", re.M)


def character(radical: str) -> str:
    """The character that a radical looks like; any other text is returned as it is."""
    if radical in _SUPPLEMENT:
        return _SUPPLEMENT[radical]
    return unicodedata.normalize("NFKC", radical) if "\u2e80" <= radical <= "\u2fdf" else radical


def with_characters(pdf: bytes) -> bytes:
    """The document with characters for radicals; unchanged where there are none, or where it is built in another way."""
    tail = _TAIL.search(pdf, max(0, pdf.rfind(b"\nxref\n")))
    if tail is None:
        return pdf
    made, places = bytearray(pdf), []
    for number, table in _tables(pdf, [int(line[:10]) for line in tail[2].splitlines() if b"n" in line]):
        packed = zlib.compress(table, 9)
        places.append((number, len(made)))
        made += b"%d 0 obj\n<</Filter /FlateDecode\n/Length %d>> stream\n%b\nendstream\nendobj\n" % (
            number,
            len(packed),
            packed,
        )
    if not places:
        return pdf
    begin = len(made)
    made += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<<%b\n/Prev %b>>\nstartxref\n%d\n%%%%EOF\n" % (tail[3], tail[4], begin)
    return bytes(made)


def _tables(pdf: bytes, offsets: list[int]) -> Iterator[tuple[int, bytes]]:
    """Tables from glyphs to characters that name radicals, as they should be, by the numbers of their objects."""
    for offset in offsets:
        head = _STREAM.match(pdf, offset)
        if head is None:
            continue
        packed = pdf[head.end() : head.end() + int(head[2])]
        try:
            if zlib.decompressobj().decompress(packed, len(_BEGIN)) != _BEGIN:
                continue
            table = zlib.decompress(packed)
        except zlib.error:
            continue
        mended = _RANGE.sub(_spread, _CHAR.sub(lambda one: b"%b <%b>" % (one[1], _mended(int(one[2], 16))), table))
        if mended != table:
            yield int(head[1]), mended


def _mended(code: int) -> bytes:
    found = character(chr(code))
    return b"%04X" % (ord(found) if len(found) == 1 else code)


def _spread(found: re.Match[bytes]) -> bytes:
    """A range of glyphs, one by one where a radical is among its characters."""
    first, last, code = (int(found[group], 16) for group in (1, 2, 3))
    codes = range(code, code + last - first + 1)
    if all(character(chr(one)) == chr(one) for one in codes):
        return found[0]
    return b"<%b> <%b> [%b]" % (found[1], found[2], b" ".join(b"<%b>" % _mended(one) for one in codes))
