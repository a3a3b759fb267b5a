"""The opportunity matrix: always 0..100, never worse by a better figure; percentiles keep the order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from keywords.figures.measures import INPUTS, competition, percentiles
from keywords.figures.opportunity import INTENT_WEIGHTS, Known, standing

score = st.floats(0, 100)
maybe = st.none() | score
known = st.builds(
    Known,
    demand=maybe,
    intent=st.sampled_from(sorted(INTENT_WEIGHTS)),
    competition=maybe,
    own=maybe,
    position=st.none() | st.floats(1, 200),
    f09=maybe,
    difficulty=maybe,
    served=st.integers(1, 3),
)
column = st.lists(st.none() | st.floats(0, 1e12), min_size=1, max_size=30)


@given(known)
def test_value_and_chance_are_0_to_100(one):
    found = standing(one)
    assert found.value is None or 0 <= found.value <= 100
    assert found.chance is None or 0 <= found.chance <= 100
    assert 0 <= found.priority <= 100


@given(known, score, score, st.sampled_from(["f09", "difficulty", "competition"]))
def test_the_harder_the_smaller_the_chance(one, first, second, name):
    low, high = sorted((first, second))
    easy, hard = standing(one._replace(own=50.0, **{name: low})), standing(one._replace(own=50.0, **{name: high}))
    assert easy.chance >= hard.chance - 1e-9


@given(known, st.floats(1, 200), st.floats(1, 200))
def test_the_better_the_position_the_larger_the_chance(one, first, second):
    near, far = sorted((first, second))
    assert standing(one._replace(position=near)).chance >= standing(one._replace(position=far)).chance - 1e-9


@given(known)
def test_an_own_page_never_lowers_the_chance(one):
    chances = [standing(one._replace(served=served)).chance for served in (1, 2, 3)]
    assert chances[0] is None or chances == sorted(chances)


@given(column)
def test_percentiles_keep_the_order(values):
    numbers = np.array([np.nan if value is None else value for value in values])
    ranked = percentiles(numbers)
    assert (np.isnan(ranked) == np.isnan(numbers)).all()
    there = ~np.isnan(numbers)
    if there.any():
        assert ((ranked[there] > 0) & (ranked[there] < 100)).all()
        assert abs(ranked[there].mean() - 50) < 1e-6
        order = np.argsort(numbers[there], kind="stable")
        assert (np.diff(ranked[there][order]) >= 0).all()


@given(
    st.integers(1, 20).flatmap(
        lambda size: st.tuples(*[st.lists(st.none() | st.floats(0, 1e9), min_size=size, max_size=size)] * 5)
    )
)
def test_f09_is_0_to_100_wherever_anything_is_known(columns):
    figures = {
        name: np.array([np.nan if value is None else value for value in values])
        for name, values in zip(INPUTS, columns, strict=True)
    }
    score, there = competition(figures)
    assert (np.isnan(score) == ~there.any(axis=0)).all()
    assert ((score[~np.isnan(score)] >= 0) & (score[~np.isnan(score)] <= 100)).all()
