"""Sitemaps made by a grammar come out entry for entry, in whatever charset, packed how and cut where."""

import gzip
import itertools
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sitemaps import Entry, Sitemap
from crawler.unpacking import STEP, PackingError, unpacked, unpackers
from crawler.zstd import zstd

SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LOCS = st.text("abz09/?=&;#%<>\"'红茶—é~", max_size=30).map(lambda tail: f"https://shop.cn/{tail}x")
DATES = st.sampled_from(["", "2026", "2026-05-01", "2026-05-01T23:59:60Z", "1900-01-01", "2999-12-31T00:00:00+08:00"])
ENTRIES = st.lists(st.builds(Entry, LOCS, DATES), max_size=12)
BETWEEN = st.sampled_from(
    ["", "\n  ", "<!-- <loc>https://no.cn/</loc> & -->", "<?pi https://no.cn/?>", "<priority>0.5</priority>", "<x:y xmlns:x='u'><x:loc>no</x:loc></x:y>",
     "<image:image xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'><image:loc>https://no.cn/i</image:loc></image:image>"]
)  # fmt: skip
CHARSETS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


WRITTEN = st.sampled_from(
    [
        escaped,
        lambda text: f"<![CDATA[{text}]]>",
        lambda text: escaped(text).replace("&amp;", "&#38;"),
        lambda text: f"\n {escaped(text)}\t",
    ]
)


@st.composite
def files(draw):
    """(bytes, what they list): one XML file."""
    entries, charset, write, prefix = draw(ENTRIES), draw(CHARSETS), draw(WRITTEN), draw(st.sampled_from(["", "s:"]))
    urls = [
        f"<{prefix}url>{draw(BETWEEN)}<{prefix}loc>{write(one.loc)}</{prefix}loc>{draw(BETWEEN)}"
        + (f"<{prefix}lastmod>{one.lastmod}</{prefix}lastmod>" if one.lastmod else "") + f"</{prefix}url>{draw(BETWEEN)}"
        for one in entries
    ]  # fmt: skip
    declared = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(charset, charset)
    head = (
        f'<?xml version="1.0" encoding="{declared}"?>{draw(st.sampled_from(["", "<!DOCTYPE urlset>", "<!-- 茶 -->"]))}'
    )
    space = f"xmlns:{prefix[0]}" if prefix else "xmlns"
    return f'{head}<{prefix}urlset {space}="{SPACE}">{"".join(urls)}</{prefix}urlset>'.encode(charset), entries


@st.composite
def cuts(draw, data):
    """``data`` in parts, cut anywhere; most cuts fall close together, where tokens and characters are."""
    places = draw(st.lists(st.integers(0, len(data)), max_size=8))
    near = [place + draw(st.integers(1, 3)) for place in places]
    ends = sorted({0, len(data), *places, *(place for place in near if place < len(data))})
    return [data[start:end] for start, end in itertools.pairwise(ends)] or [b""]


def packed(data, how, at):
    if how == "gzip":
        return gzip.compress(data)
    if how == "members":
        return gzip.compress(data[:at]) + gzip.compress(data[at:]) + b"\0" * 8
    return data


@given(files(), st.sampled_from(["", "gzip", "members"]), st.integers(0, 400), st.data())
def test_entries_come_out_as_they_went_in(file, how, at, data):
    body, entries = file
    reader = Sitemap()
    found = [one for part in data.draw(cuts(packed(body, how, at))) for one in reader.feed(part)] + list(reader.close())
    assert (reader.kind, reader.error) == ("urlset", "")
    assert found == entries


@given(
    st.lists(LOCS, min_size=1, max_size=12), st.sampled_from(["\n", "\r\n", "\r", "\n\n \n"]), st.booleans(), st.data()
)
def test_lines_come_out_as_they_went_in(locs, newline, mark, data):
    body = newline.join(locs).encode("utf-8-sig" if mark else "utf-8")
    reader = Sitemap()
    found = [one for part in data.draw(cuts(body)) for one in reader.feed(part)] + list(reader.close())
    assert [one.loc for one in found] == locs
    assert (reader.kind, reader.error) == ("text", "")


@given(files(), st.integers(1, 60), st.data())
def test_a_file_that_breaks_off_lists_what_was_whole(file, less, data):
    body, entries = file
    reader = Sitemap()
    cut = body[: max(0, len(body) - less)]
    found = [one for part in data.draw(cuts(cut)) for one in reader.feed(part)] + list(reader.close())
    assert found == entries[: len(found)]
    assert reader.error


def raw(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "DEFLATE": raw,  # the same to us, and to half of all servers
    "br": brotli.compress,
    "zstd": zstd.compress,
    "Zstd": lambda data: zstd.compress(data[:9]) + zstd.compress(data[9:]),
}
BODIES = st.binary(max_size=200) | st.builds(
    lambda piece, times: piece * times, st.binary(min_size=1, max_size=5), st.integers(1, 60_000)
)


def unpack(header, parts):
    chain = unpackers(header)
    pieces = [piece for part in parts for piece in unpacked(chain, part)]
    assert all(len(piece) <= 2 * STEP for piece in pieces)
    return b"".join(pieces)


@pytest.mark.parametrize("name", PACKERS)
def test_what_was_packed_comes_back_cut_anywhere(name):
    @given(BODIES, st.data())
    def comes_back(body, data):
        assert unpack(name, data.draw(cuts(PACKERS[name](body)))) == body

    comes_back()


@given(BODIES, st.sampled_from(list(PACKERS)), st.sampled_from(list(PACKERS)), st.data())
def test_what_was_packed_twice_comes_back(body, inner, outer, data):
    sent = PACKERS[outer](PACKERS[inner](body))
    assert unpack(f"{inner}, {outer}", data.draw(cuts(sent))) == body


@given(BODIES, st.sampled_from(list(PACKERS)), st.integers(1, 30), st.data())
def test_what_breaks_off_gives_its_beginning(body, name, less, data):
    sent = PACKERS[name](body)[:-less]
    try:
        assert body.startswith(unpack(name, data.draw(cuts(sent))))
    except PackingError as error:
        assert str(error)


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_a_part_that_begins_at_the_last_byte_of_a_piece_is_no_padding(name):
    first, second = PACKERS[name]("茶".encode()), PACKERS[name]("壶".encode())
    for cut in range(1, 4):
        parts = [first + second[:cut], second[cut:]]
        assert unpack(name, parts).decode() == "茶壶"
    assert unpack(name, [first, b"\0", second]).decode() == "茶"  # after padding comes nothing more


def test_a_sitemap_of_two_members_cut_within_the_second_head():
    body = b"<urlset><url><loc>https://a.cn/1</loc></url><url><loc>https://a.cn/2</loc></url></urlset>"
    first, second = gzip.compress(body[:40]), gzip.compress(body[40:])
    reader = Sitemap()
    found = [one.loc for part in (first + second[:1], second[1:]) for one in reader.feed(part)]
    found += [one.loc for one in reader.close()]
    assert (found, reader.error) == (["https://a.cn/1", "https://a.cn/2"], "")


@pytest.mark.parametrize("name", ["UTF-7", "utf7", "HZ-GB-2312", "ISO-2022-JP"])
def test_an_encoding_in_which_pieces_mean_something_else_is_not_followed(name):
    body = f'<?xml version="1.0" encoding="{name}"?><urlset><url><loc>https://a.cn/?a=1&amp;b=+AGE-</loc></url></urlset>'.encode()
    for size in (1, 7, len(body)):
        reader = Sitemap()
        found = [one.loc for at in range(0, len(body), size) for one in reader.feed(body[at : at + size])]
        found += [one.loc for one in reader.close()]
        assert (found, reader.faults["encoding"]) == (["https://a.cn/?a=1&b=+AGE-"], 1)
