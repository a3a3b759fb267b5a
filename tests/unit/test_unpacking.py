"""Unpacking piece by piece: what comes out is what was packed, wherever the pieces end."""

import zlib

import pytest

from crawler.unpacking import STEP, unpacked, unpackers


def raw_deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("pieces", [1, 2])
def test_the_end_of_raw_deflate_comes_out_when_its_input_is_already_taken_in(pieces):
    """Without a trailer zlib can have read everything while up to a long match is still to come."""
    for size in range(pieces * STEP - 300, pieces * STEP + 600):
        body = b"a" * size
        assert b"".join(unpacked(unpackers("deflate"), raw_deflate(body))) == body, size


def test_a_cut_gzip_body_gives_all_that_it_holds():
    body = b"a" * (3 * STEP)
    packed = zlib.compress(body, wbits=31)
    for kept in range(len(packed) - 12, len(packed)):
        whole = b"".join(unpacked(unpackers("gzip"), packed[:kept]))
        chain = unpackers("gzip")
        bytewise = b"".join(piece for one in packed[:kept] for piece in unpacked(chain, bytes([one])))
        assert whole == bytewise
        assert body.startswith(whole)
