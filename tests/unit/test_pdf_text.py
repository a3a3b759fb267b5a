"""Tables from glyphs to characters in a PDF: radicals become characters, everything else stays byte for byte."""

import unicodedata
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.pdf_text import character, with_characters

TABLE = """/CIDInit /ProcSet findresource begin
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
2 beginbfchar
<02> <2ED3>
<AD> <4E95>
endbfchar
2 beginbfrange
<10> <12> <2F00>
<20> <22> <0041>
endbfrange
endcmap"""


def pdf(*tables, trailer=b"/Root 1 0 R"):
    """A file as Chromium builds one: streams, a table of their places, a trailer."""
    made, places = b"%PDF-1.4\n", []
    for number, text in enumerate(tables, 1):
        places.append(len(made))
        packed = zlib.compress(text.encode())
        made += b"%d 0 obj\n<</Filter /FlateDecode\n/Length %d>> stream\n%b\nendstream\nendobj\n" % (number, len(packed), packed)  # fmt: skip
    begin = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(tables) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer\n<</Size %d\n%b>>\nstartxref\n%d\n%%%%EOF\n" % (len(tables) + 1, trailer, begin)


def test_only_tables_with_radicals_are_written_anew_and_behind_the_rest():
    plain = TABLE.replace("2ED3", "957F").replace("<10> <12> <2F00>\n", "")
    before = pdf(TABLE, plain, "q 1 0 0 1 0 0 cm <02> <2ED3>")
    after = with_characters(before)
    assert after.startswith(before)
    added = after[len(before) :]
    head, _, rest = added.partition(b" stream\n")
    assert head.startswith(b"1 0 obj\n") and added.count(b" 0 obj\n") == 1
    table = zlib.decompress(rest.partition(b"\nendstream")[0]).decode()
    assert table == TABLE.replace("2ED3", "957F").replace("<2F00>", "[<4E00> <4E28> <4E36>]")
    assert added.endswith(b"/Root 1 0 R\n/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (before.rfind(b"xref\n0"), after.rfind(b"xref\n1")))  # fmt: skip
    assert after[after.rfind(b"xref\n1") :].split()[3] == b"%010d" % len(before)
    assert with_characters(pdf(plain)) == pdf(plain)


@given(st.binary(max_size=200))
def test_what_is_built_in_another_way_stays_as_it_is(data):
    assert with_characters(data) == data
    assert with_characters(b"%PDF-1.7\n" + data + b"\nstartxref\n9\n%%EOF\n").endswith(b"\nstartxref\n9\n%%EOF\n")


def test_a_stream_that_cannot_be_unpacked_is_left_alone():
    made = pdf(TABLE)
    begin, end = made.index(b" stream\n") + 8, made.index(b"\nendstream")
    broken = made[: end - 20] + b"\xff" * 20 + made[end:]
    with pytest.raises(zlib.error):
        zlib.decompress(broken[begin:end])
    assert with_characters(made) != made
    assert with_characters(broken) == broken


def test_every_radical_is_one_character_outside_of_the_blocks_of_radicals():
    for code in range(0x2E80, 0x2FE0):
        found = character(chr(code))
        assert found == chr(code) or (len(found) == 1 and "CJK UNIFIED IDEOGRAPH" in unicodedata.name(found))
    assert all(character(chr(code)) != chr(code) for code in range(0x2F00, 0x2FD6))
    for text in ("长", "A", "Å", "①", "㈱", "⿰"):
        assert character(text) == text
