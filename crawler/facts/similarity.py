"""A 64-bit signature of a text: texts that differ little have signatures that differ in few bits.

It is arithmetic on a few long integers: every piece of the text is a slot of 128 bits, and one operation works on all of
them. That costs a crawl some fifty microseconds for 2,000 characters, and no numpy.
"""

from __future__ import annotations

PIECE = 8  # characters; two of them may be one outside the basic plane
MAX_CHARS = 20_000  # of a text that are read
MAX_PIECES = 4096
SLOT = 2 * PIECE  # bytes of a piece in UTF-16
HALF = 8 * SLOT // 2  # bits
# What ends a clause or a word: a change moves the pieces up to the next of these, and no others.
_ENDS = "，。；：、！？\n "
_ALL = (1 << 8 * SLOT * MAX_PIECES) - 1
_SLOT_MASK = (1 << 8 * SLOT) - 1
_LOW = _ALL // _SLOT_MASK * ((1 << HALF) - 1)  # the lower half of each slot
_SLOTS16 = ((1 << 16 * 8 * SLOT) - 1) // _SLOT_MASK
_UNITS = _SLOTS16 * 0x0001_0001_0001_0001
_FACTOR = 0x9E3779B97F4A7C15  # odd, its bits well spread: 2**64 over the golden ratio
# By width of a field: the lower half of each field of twice that width.
_FIELDS = {width: _ALL // ((1 << 2 * width) - 1) * ((1 << width) - 1) for width in (1, 2, 4, 8)}


def signature(text: str) -> int:
    """Signed 64 bits over the pieces of a text, each as often as it occurs; 0 for an empty one.

    A piece is up to eight characters of a clause or a word; in text that is spelt with letters, each with the next
    one, as words alone are much the same in all texts of a language. Unrelated texts differ in about 31 bits; one word
    exchanged in 1,700 characters moves two on average, as it does where shingles are hashed one by one.

    Source: Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002.
    """
    text = text[:MAX_CHARS]
    pieces = _pieces(text)
    count = len(pieces) // SLOT
    if not count:
        return 0
    size = -(-count // 6)  # slots of a sixth
    low = _LOW & ((1 << size * 8 * SLOT) - 1)
    sixths = [_hashed(part, low) for part in _parts(pieces, size * SLOT, _spelt(text))]
    one, two, three = (low | high << HALF for low, high in zip(sixths[:3], sixths[3:], strict=True))
    fields = _FIELDS[1]
    even = (one & fields) + (two & fields) + (three & fields)
    odd = (one >> 1 & fields) + (two >> 1 & fields) + (three >> 1 & fields)
    return _signed(_majority(_totals([even, odd], size), count))


def _spelt(text: str) -> bool:
    """Whether most of a text is of letters, of which it takes a word to say what a Han character says."""
    return text.isascii() or len(text.encode("utf-8", "surrogatepass")) < 2 * len(text)


def _parts(pieces: bytes, step: int, paired: bool) -> list[int]:
    """The pieces in six numbers of ``step`` bytes; where they are paired, each with the next one laid over it."""
    if not paired:
        return [int.from_bytes(pieces[at : at + step], "little") for at in range(0, 6 * step, step)]
    parts = [int.from_bytes(pieces[at : at + step + SLOT], "little") for at in range(0, 6 * step, step)]
    return [part ^ part >> 8 * SLOT - 5 for part in parts]


def _pieces(text: str) -> bytes:
    """UTF-16 of a text whose clauses and words are filled up with spaces to pieces of equal length."""
    for end in _ENDS:
        text = text.replace(end, "\t")
    tidy = text.replace("\t\t", "\t").strip("\t").expandtabs(PIECE)  # pieces begin at tab stops
    coded = tidy.encode("utf-16-le", "surrogatepass")
    return coded.ljust(-(-len(coded) // SLOT) * SLOT)[: MAX_PIECES * SLOT]


def _hashed(slots: int, low: int) -> int:
    """A hash of 64 bits in the lower half of each slot: its halves laid over each other, multiplied, and folded."""
    product = ((slots ^ slots >> HALF - 3) & low) * _FACTOR
    return (product ^ product >> HALF) & low


def _totals(sums: list[int], size: int) -> list[int]:
    """How many hashes have each bit: bit ``b`` in field ``b // 16``, of 16 bits, of number ``b % 16``; twice 64 bits.

    Args:
        sums: of three hashes each, in fields of two bits: bit ``b`` in field ``b // 2`` of number ``b % 2``.
        size: slots of each.
    """
    for width, parts in ((2, 4), (4, 16), (8, 128)):  # so many sums fit into fields of twice the width
        fields = _FIELDS[width]
        sums = [one & fields for one in sums] + [one >> width & fields for one in sums]
        if size > 1:
            size = -(-size // parts)
            sums = _folded(sums, size * 8 * SLOT)
    return sums


def _folded(sums: list[int], bits: int) -> list[int]:
    """The sum of the parts of ``bits`` bits of each number."""
    if bits == 8 * SLOT:  # of many short parts, the remainder is that sum, in one operation
        return [one % _SLOT_MASK for one in sums]
    part, totals = (1 << bits) - 1, []
    for one in sums:
        total = one & part
        while one := one >> bits:
            total += one & part
        totals.append(total)
    return totals


def _majority(totals: list[int], count: int) -> int:
    """The bits that more than half of ``count`` hashes have: bit ``b`` at place ``60 - b % 16 * 4 + b // 16``."""
    both = int.from_bytes(b"".join([one.to_bytes(SLOT, "little") for one in totals]), "little")
    bias = (0x7FFF - count // 2) * _UNITS  # sets the highest bit of a field that holds more
    most = ((both & _LOW) + (both >> HALF & _LOW) + bias) >> 15 & _UNITS
    most |= most >> 15 | most >> 30 | most >> 45  # the bits of a slot's four fields stand side by side
    return int(most.to_bytes(16 * SLOT, "little")[::SLOT].hex()[1::2], 16)


def _signed(value: int) -> int:
    return value - (1 << 64) if value >> 63 else value
