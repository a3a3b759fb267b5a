"""Whatever a site wrote, sentences, addresses and tables hold."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from configs.text import Text
from crawler.tables import LINES, cell
from crawler.text import columns, printable
from reports.addresses import address, decoded
from reports.grouping import is_whole
from reports.numbers import band, gain, percent, share
from reports.radar import HEIGHT, WIDTH, radar
from reports.sentences import clipped, sentence, text_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["title", "width", "other"]), VALUES))
def test_any_evidence_makes_a_sentence_that_is_inert(evidence):
    made = sentence(Text(zh="“{title}”宽 {width}", en="“{title}” is {width:.1f} wide"), json.dumps(evidence))
    for pieces in (made.zh, made.en):
        assert printable(text_of(pieces)) == text_of(pieces)


@given(st.text())
def test_decoding_never_fails_and_shows_nothing_that_drives_a_screen(text):
    shown = address("https://a.example/" + text).shown
    assert printable(shown) == shown


@given(st.text(alphabet=st.characters(categories=["L", "N"]), max_size=20))
def test_decoding_undoes_encoding(text):
    from urllib.parse import quote

    assert decoded("https://a.example/" + quote(text)) == "https://a.example/" + text


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_clipping_never_exceeds_its_columns(text, width):
    assert columns(clipped(text, width)) <= width


@given(st.lists(st.tuples(st.text(), st.integers() | st.none() | st.text()), max_size=8))
def test_csv_reads_back_as_the_same_cells(rows):
    text = "".join(LINES["csv"](["a", "b"], rows))
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]
    assert read == [[str(cell(value)) for value in row] for row in rows]


@given(st.lists(st.tuples(st.text(), st.floats(allow_nan=False, allow_infinity=False)), max_size=8))
def test_json_reads_back_as_the_same_values(rows):
    text = "".join(LINES["json"](["a", "b"], rows))
    assert [(row["a"], row["b"]) for row in json.loads(text)] == rows


@given(st.floats(0, 100))
def test_every_score_has_a_band_and_every_share_a_text(value):
    assert band(value) in {"excellent", "good", "fair", "poor"}
    assert percent(value).endswith("%")
    assert 0 <= share(value, 100) <= 100


@given(st.lists(st.lists(st.none() | st.floats(0, 100), min_size=6, max_size=6), min_size=1, max_size=6))
def test_the_radar_stays_inside_its_drawing_and_draws_only_what_was_judged(sites):
    names = [Text(zh=name, en=name) for name in "abcdef"]
    drawn = radar(names, [(names[0], values) for values in sites])
    for outline, values in zip(drawn.outlines, sites, strict=False):
        assert len(outline.dots) == sum(value is not None for value in values)
        assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in outline.dots)
        assert bool(outline.area) == (None not in values)
    judged = [any(values[index] is not None for values in sites) for index in range(6)]
    assert [spoke.judged for spoke in drawn.spokes] == judged


@given(st.floats(0, 100, exclude_min=True))
def test_points_to_win_are_never_printed_as_nothing(points):
    assert gain(points) not in ("–", "+0.00")


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_a_whole_template_is_nearly_all_of_it(count, total):
    assert is_whole(count, total) == (count >= 3 and 10 * count >= 9 * total)
