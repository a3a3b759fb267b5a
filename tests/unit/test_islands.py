"""Packed data: the same bytes for the same data, nothing that HTML reads, nothing that JSON does not have."""

import base64
import gzip
import json

import pytest

from reports.islands import island, packed

HOSTILE = {"a": "</script><script>alert(1)</script>", "b": ["<!--", "\u2028", "茶", "\ud800"], "c": None, "d": 1.5}


def unpack(text):
    return json.loads(gzip.decompress(base64.b64decode(text)))


def test_what_is_packed_comes_back():
    assert unpack(island({"a": "</script>茶", "b": [1, None, 0.5]})) == {"a": "</script>茶", "b": [1, None, 0.5]}


def test_nothing_in_it_is_markup():
    made = str(packed("pages", HOSTILE))
    opening, body = made.split(">", 1)
    assert opening == '<script type="application/octet-stream" id="data-pages"'
    assert set(body.removesuffix("</script>\n")) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
    )
    assert unpack(body.removesuffix("</script>\n"))["a"] == HOSTILE["a"]


def test_the_same_data_gives_the_same_bytes():
    assert island(HOSTILE) == island(dict(HOSTILE))


def test_numbers_that_json_does_not_have_are_refused():
    with pytest.raises(ValueError, match="JSON compliant"):
        island([float("nan")])
