import pytest
from byhand import RATE, SHARE, STOCK, YEAR, figure, figures

from iru.errors import IruError
from iru.reporting.cells import own_published
from iru.reporting.used import Used

BEFORE = YEAR.back()


def test_every_figure_handed_out_is_noted_once_in_order():
    now, then = figure(STOCK, 682), figure(STOCK, 708, period=BEFORE)
    asked = figures(then, now)
    assert asked("lac_count") is now
    assert asked.series("lac_count", YEAR.run(6)) == [then, now]
    assert list(asked.used) == [now.key, then.key]
    assert now.key == "lac_count/Devon/year/2016-17/all/all"


def test_looking_whether_there_is_a_figure_does_not_use_it():
    asked = figures(figure(STOCK, 682))
    assert asked.has("lac_count")
    assert not asked.has("lac_count", "sex")
    assert not asked.has("no_such_indicator")
    assert asked.used == {}


def test_a_missing_figure_is_none_or_an_error_that_says_which():
    asked = figures(figure(STOCK, 682))
    assert asked.get("lac_count", BEFORE) is None
    with pytest.raises(IruError, match="lac_count in 2016-17"):
        asked("lac_count", BEFORE)
    with pytest.raises(IruError, match="lac_coumt"):
        asked("lac_coumt")


def test_members_come_in_the_registrys_order():
    male = figure(SHARE, over=(409, 682), breakdown="sex", member="M", sort_order=1)
    female = figure(SHARE, over=(273, 682), breakdown="sex", member="F", sort_order=2)
    asked = figures(female, male, figure(SHARE, over=(1, 2)))
    assert asked.members("lac_review_on_time_pct", "sex") == [male, female]


def test_comparators_are_the_newest_not_after_the_period_england_first():
    here = figure(RATE, "48.0")
    west = figure(RATE, "53.1", period=BEFORE, area="South West")
    england = figure(RATE, "60.3", period=BEFORE, area="England")
    older = figure(RATE, "60.0", period=YEAR.back(2), area="England")
    later = figure(RATE, "64.0", period=YEAR.back(-1), area="England")
    published = figure(RATE, "48.2", area=own_published("Devon"))
    asked = figures(here, west, england, older, later, published)
    assert asked.comparators("lac_rate_10k") == [england, west]
    assert asked.areas("lac_rate_10k") == ["England", "South West"]
    assert asked.beside("lac_rate_10k", [YEAR.back(2)]) == {"England": [older], "South West": []}
    assert Used(asked).comparators() == [england, west]


def test_areas_that_publish_a_split_with_their_newest_year():
    own = figure(SHARE, over=(1, 2), breakdown="sex", member="M")
    there = figure(
        SHARE, over=(56, 100), period=BEFORE, area="England", breakdown="sex", member="M"
    )
    asked = figures(own, there)
    assert asked.split_areas("lac_review_on_time_pct", "sex", [own]) == [("England", BEFORE)]


def test_the_annexes_list_what_was_used_and_nothing_more():
    asked = figures(figure(STOCK, 682), figure(RATE, "48.0"))
    asked("lac_rate_10k")
    used = Used(asked)
    assert [one.indicator_id for one in used.indicators()] == ["lac_rate_10k"]
    assert [one.shown for one in used.of("lac_rate_10k")] == ["48.0"]
    assert [one.shown for one in used.quality(YEAR)] == ["48.0"]
    assert used.quality(BEFORE) == []


def test_the_annexes_list_each_source_of_a_comparator():
    computed = figure(RATE, "60.3", period=YEAR.back(2), area="England", source="computed")
    older = figure(RATE, "60", period=BEFORE, area="England", source="printed")
    newer = figure(RATE, "62", area="England", source="printed")
    asked = figures(computed, older, newer)
    asked.beside("lac_rate_10k", YEAR.run(3))
    assert Used(asked).comparators() == [computed, newer]


def test_the_annexes_list_each_population_that_rates_divide_by_once():
    now = figure(RATE, over=(682, 142159), source="mid-2016")
    then = figure(RATE, over=(708, 141359), source="mid-2015", period=BEFORE)
    again = figure(RATE, over=(41, 142159), source="mid-2016", breakdown="sex", member="F")
    there = figure(RATE, "60", area="England", source="DfE")
    asked = figures(now, then, again, there, figure(STOCK, 682))
    for one in (now, then, again, there):
        asked("lac_rate_10k", one.period, breakdown=one.breakdown, member=one.member, area=one.area)
    assert Used(asked).populations() == [then, now]


def test_a_figure_in_a_page_carries_its_key_and_its_text_escaped():
    one = figure(SHARE, over=(1800, 1896))
    page = one.__html__()
    assert 'data-figure="lac_review_on_time_pct/Devon/year/2016-17/all/all"' in page
    assert ">95%</data>" in page
    assert one.counted.striptags() == "1,800 of 1,896"
    assert "&lt;" in figure(SHARE, over=(1, 2), member="<").__html__()
