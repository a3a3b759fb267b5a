"""Whatever bytes come under whatever label: text that can be stored, and a declaration that fits is believed."""

from hypothesis import assume, example, given
from hypothesis import strategies as st

from crawler.charset import declared_charset, decode

LABELS = st.sampled_from(
    ["utf-8", "UTF8", "gbk", "gb2312", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "iso-2022-jp", "windows-1251", "koi8-r",
     "iso-8859-1", "utf-16", "utf-16le", "utf-16be", "windows-874", "hz-gb-2312", "replacement", "x-user-defined", "klingon", "utf-7", "utf-32",
     "idna", "punycode", "unicode_escape", "raw_unicode_escape", "zlib", "rot13", "undefined", "mbcs", "oem", "\xe1utf-16", "utf-8-sig"]
)  # fmt: skip
BYTES = st.binary(max_size=300) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass"))
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
HAN = st.text("云南红茶产自凤庆春采摘于清明之前汤色亮滋味鲜爽，。", min_size=30, max_size=200)
TRADITIONAL = st.text("雲南紅茶產自鳳慶春採摘於清明之前湯色亮滋味鮮爽，。", min_size=30, max_size=200)


def by_header(label, quote=""):
    return f"text/html; charset={quote}{label}{quote}"


def by_meta(label, body, quote='"'):
    return f"<meta charset={quote}{label}{quote}>".encode("latin-1") + body


@given(BYTES, LABELS | st.text(max_size=20), st.booleans())
@example(b"a\0", "\xe1utf-16", True)  # Python's own look-up drops what is not ASCII
def test_any_bytes_under_any_label(body, label, header):
    found = (
        decode(body, by_header(label))
        if header
        else decode(by_meta("x", body) if not label.isascii() else by_meta(label, body))
    )
    found.text.encode("utf-8")  # raises on half a character
    assert found.charset and found.charset.isascii()
    assert found.declared.isascii() and found.declared == found.declared.lower()


@given(
    st.text(max_size=200), st.sampled_from(["utf-8", "UTF-8", "utf8"]), st.booleans(), st.sampled_from(["", '"', "'"])
)
def test_utf8_that_says_so_is_read_as_it_is(text, label, header, quote):
    body = text.encode("utf-8", "replace")
    assume(not body.startswith(MARKS) and not declared_charset(body, ""))
    found = decode(body, by_header(label, quote)) if header else decode(by_meta(label, body))
    assert (found.text if header else found.text.partition(">")[2]) == body.decode()
    assert (found.charset, found.declared) == ("utf-8", label.lower())


@given(HAN, st.sampled_from(["gbk", "gb2312", "GB18030"]), st.booleans())
def test_simplified_text_in_its_charset_comes_out_right(text, label, header):
    body = text.encode("gb18030")
    found = decode(body, by_header(label)) if header else decode(by_meta(label, body))
    assert found.text.endswith(text)


@given(TRADITIONAL, st.booleans())
def test_traditional_text_in_its_charset_comes_out_right(text, header):
    body = text.encode("big5")
    found = decode(body, by_header("big5")) if header else decode(by_meta("big5", body))
    assert found.text.endswith(text)


@given(
    HAN | TRADITIONAL | st.text(max_size=100),
    st.sampled_from(list(zip(MARKS, ("utf-8", "utf-16-le", "utf-16-be"), strict=True))),
    LABELS,
)
def test_a_mark_is_believed_before_everything(text, marked, label):
    mark, codec = marked
    whole = text.encode("utf-8", "replace").decode()
    found = decode(mark + whole.encode(codec), by_header(label))
    assert found.text == whole


@given(st.text(st.characters(codec="cp1251"), min_size=1, max_size=100), st.text(max_size=10))
def test_the_header_is_believed_before_the_page(text, more):
    assume("\ufeff" not in text)
    body = b'<meta charset="utf-8">' + text.encode("cp1251")
    assume(not text.isascii())
    found = decode(body, by_header("windows-1251") + ";" + more)
    assert (found.declared, found.charset) == ("windows-1251", "windows-1251")
    assert found.text.endswith(text)
