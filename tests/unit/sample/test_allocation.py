"""Exact allocation: sums hold whatever the weights, and chance is repeatable."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iru.errors import IruError
from iru.sample.allocation import (
    deal_groups,
    deck,
    fill,
    match_bands,
    shares,
    stream,
    take,
)

WEIGHTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 50), min_size=1)


def test_shares_by_largest_remainder():
    assert shares(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert shares(682, {"care": 453, "other": 229}) == {"care": 453, "other": 229}


@given(st.integers(0, 2000), WEIGHTS)
def test_shares_sum_and_stay_within_one_of_their_proportion(total, weights):
    result = shares(total, weights)
    whole = sum(weights.values())
    assert sum(result.values()) == total
    assert all(abs(result[key] - total * weights[key] / whole) < 1 for key in weights)


def test_fill_keeps_its_bounds():
    assert fill(10, [1.0, 1.0, 8.0], [2, 0, 0], [9, 9, 5], "x") == [3, 2, 5]


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1), st.data())
def test_fill_sums_to_its_total_within_bounds(pairs, data):
    lower = [min(pair) for pair in pairs]
    upper = [max(pair) for pair in pairs]
    total = data.draw(st.integers(sum(lower), sum(upper)))
    result = fill(total, [1.0] * len(pairs), lower, upper, "x")
    assert sum(result) == total
    assert all(a <= b <= c for a, b, c in zip(lower, result, upper, strict=True))


def test_fill_refuses_what_cannot_be():
    with pytest.raises(IruError, match="starts should come to 9, but can only lie between 0 and 4"):
        fill(9, [1.0, 1.0], [0, 0], [2, 2], "starts")


def test_take_gives_as_many_as_asked_and_prefers_the_heavy():
    light, heavy = list(range(100)), list(range(100, 110))
    picked = take(Random("x"), light + heavy, 10, lambda n: 1000.0 if n >= 100 else 0.001)
    assert picked == heavy


def test_a_deck_holds_each_card_as_often_as_it_should():
    assert Counter(deck(Random("x"), {"a": 3, "b": 0, "c": 2})) == {"a": 3, "c": 2}


def test_groups_stay_together_where_there_is_room():
    dealt = dict(deal_groups([[1, 2, 3], [4, 5], [6]], {"in": 3, "out": 3}))
    assert Counter(dealt.values()) == {"in": 3, "out": 3}
    assert dealt[1] == dealt[2] == dealt[3] != dealt[4] == dealt[5] == dealt[6]


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30), st.data())
def test_groups_fill_the_counts_exactly(sizes, data):
    total = sum(sizes)
    first = data.draw(st.integers(0, total))
    groups = [[(place, n) for n in range(size)] for place, size in enumerate(sizes)]
    dealt = deal_groups(groups, {"a": first, "b": total - first})
    assert Counter(key for _, key in dealt) == Counter({"a": first, "b": total - first})
    assert len({item for item, _ in dealt}) == total


def test_bands_are_matched_whoever_must_leave_soonest_first():
    assert match_bands(Random("x"), [(0, 2), (0, 0), (1, 2)], [1, 1, 1], "plans") in (
        [1, 0, 2],
        [2, 0, 1],
    )


def test_bands_that_cannot_be_matched_are_refused():
    with pytest.raises(IruError, match="plans, band 2, lacks 1"):
        match_bands(Random("x"), [(0, 0), (0, 0)], [1, 1], "plans")


def test_each_subject_has_chance_of_its_own():
    first = [stream(1, "care", 2016).random() for _ in range(2)]
    assert first[0] == first[1]
    assert stream(1, "care", 2017).random() != first[0]
    assert stream(2, "care", 2016).random() != first[0]
