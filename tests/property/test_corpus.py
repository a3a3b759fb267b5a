"""The kept corpus of the fuzzers, and damaged copies of it: what ``make torture`` searches for minutes is tried in seconds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.torture.fuzz_targets import CORPUS, TARGETS, TOKENS

SEEDS = {name: [file.read_bytes() for file in sorted((CORPUS / name).iterdir())] for name in TARGETS}


@pytest.mark.parametrize("file", sorted(CORPUS.glob("*/*")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_what_is_kept_holds(file):
    TARGETS[file.parent.name](file.read_bytes())


def test_every_target_has_a_corpus_of_small_files():
    assert {file.name for file in CORPUS.iterdir() if file.is_dir()} == set(TARGETS)
    files = [file for file in CORPUS.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) < 300_000


@st.composite
def damaged(draw, name):
    """A seed with parts cut out, doubled, and pieces of the language set in."""
    data = draw(st.sampled_from(SEEDS[name]))
    tokens = st.sampled_from([token.encode() for token in TOKENS[name]])
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        piece = draw(tokens | st.binary(max_size=4) | st.just(data[at : at + 40]))
        data = data[:at] + piece + data[at + draw(st.integers(0, 20)) :]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_copies_hold(name):
    @given(damaged(name))
    @settings(max_examples=100)
    def holds(data):
        TARGETS[name](data)

    holds()
