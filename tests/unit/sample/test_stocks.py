"""Categories for life that fill every year's stock exactly."""

from collections import Counter
from random import Random

import pytest

from iru.errors import IruError
from iru.sample.stocks import settle


def give(stocks, counts):
    return settle(Random("x"), stocks, counts, lambda item, key: 0.0, lambda item: item, "colour")


def test_newcomers_take_what_those_who_stay_leave_open():
    stocks = {2016: ["a", "b", "c", "d"], 2017: ["c", "d", "e", "f"]}
    counts = {2016: {"red": 3, "blue": 1}, 2017: {"red": 1, "blue": 3}}
    given = give(stocks, counts)
    for march, stock in stocks.items():
        assert Counter(given[item] for item in stock) == counts[march]


def test_of_those_who_stay_no_more_get_it_than_next_year_has_room_for():
    stocks = {2016: list(range(20)), 2017: list(range(10, 30))}
    counts = {2016: {"red": 10, "blue": 10}, 2017: {"red": 0, "blue": 20}}
    given = give(stocks, counts)
    assert all(given[item] == "red" for item in range(10))


def test_counts_out_of_reach_are_refused():
    with pytest.raises(IruError, match="colour, red on 31 March 2017 should be 0, but 1 stay"):
        give({2016: ["a"], 2017: ["a"]}, {2016: {"red": 1}, 2017: {"red": 0, "blue": 1}})
