import pytest
from byhand import FLOW, LOAD, RATE, SHARE, STOCK, YEAR, figure, figures

from iru.reporting.narrative_runs import Say

BEFORE = YEAR.back()


def text(markup) -> str:
    return markup.striptags()


@pytest.fixture
def say():
    return Say(figures())


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (682, 708, "fell from 708 to 682, 26 fewer (4%)"),
        (596, 470, "rose from 470 to 596, 126 more (27%)"),
        (682, 682, "was unchanged at 682"),
        (682, 687, "was similar at 682 (687 before)"),
        (5, 0, "rose from 0 to 5, 5 more"),
        (682, None, "was 682; there is no earlier figure to set beside it"),
    ],
)
def test_change_of_a_count(say, now, before, sentence):
    assert text(say.change(figure(STOCK, now), figure(STOCK, before, period=BEFORE))) == sentence


def test_change_with_both_dates(say):
    now, before = figure(STOCK, 682), figure(STOCK, 708, period=BEFORE)
    assert text(say.change(now, before, dated=True)) == (
        "fell from 708 at 31 March 2016 to 682 at 31 March 2017, 26 fewer (4%)"
    )
    now, before = figure(FLOW, 596), figure(FLOW, 470, period=BEFORE)
    assert text(say.change(now, before, dated=True)) == (
        "rose from 470 in 2015-16 to 596 in 2016-17, 126 more (27%)"
    )


def test_percentages_differ_by_points_taken_before_rounding(say):
    now = figure(SHARE, over=(453, 682))  # 66.42
    before = figure(SHARE, over=(422, 708), period=BEFORE)  # 59.60
    assert text(say.change(now, before)) == "rose from 60% to 66%, by 7 percentage points"


def test_small_denominators_are_told_as_counts(say):
    now, before = figure(SHARE, over=(9, 12)), figure(SHARE, over=(6, 10), period=BEFORE)
    assert text(say.change(now, before)) == (
        "was 9 of 12 (previously 6 of 10); the numbers are too small to show a trend"
    )


def test_rates_and_means_carry_their_unit(say):
    now, before = figure(RATE, "48.0"), figure(RATE, "49.8", period=BEFORE)
    assert text(say.change(now, before)) == "fell from 49.8 to 48.0 per 10,000, by 1.8"
    now, before = figure(LOAD, "69.6"), figure(LOAD, "67.0", period=BEFORE)
    assert text(say.change(now, before)) == "rose from 67.0 to 69.6 cases per FTE, by 2.6"


def test_a_comparator_is_never_named_without_its_date(say):
    others = [
        figure(RATE, "60.3", period=BEFORE, area="England"),
        figure(RATE, "38.0", period=BEFORE, area="South West"),
    ]
    assert text(say.versus(figure(RATE, "48.0"), others)) == (
        "below England (60.3 at 31 March 2016) and above the South West (38.0 at 31 March 2016)"
    )


def test_shares_name_the_largest_first_and_leave_out_the_empty(say):
    members = [
        figure(SHARE, over=part, breakdown="category", member=name, label=name, sort_order=place)
        for place, (name, part) in enumerate(
            [("Emotional abuse", (81, 442)), ("Neglect", (332, 442)), ("Multiple", (0, 442))]
        )
    ]
    assert text(say.shares(members)) == "neglect (75%) and emotional abuse (18%)"
    assert text(say.most(members, "of children on a plan")) == "Neglect: 75% of children on a plan"
    assert text(say.most([], "of nobody")) == "No cases in this period"


def test_names_keep_their_capitals_in_mid_sentence(say):
    exeter = figure(FLOW, 112, breakdown="locality", member="EXETER", label="Exeter")
    pfa = figure(FLOW, 1, breakdown="role", member="IRO", label="IRO")
    assert (say.lowered(exeter), say.lowered(pfa)) == ("Exeter", "IRO")


def test_moved_shares_speak_only_of_those_that_moved(say):
    now = [figure(SHARE, over=(453, 682), member="a", label="Care order")]
    before = [figure(SHARE, over=(422, 708), member="a", period=BEFORE)]
    assert text(say.moved_shares(now, before)) == (
        "The share for “Care order” rose from 60% to 66%, by 7 percentage points."
    )
    assert text(say.moved_shares(now, now)) == (
        "No group’s share moved by more than chance would explain."
    )


def test_targets(say):
    assert text(say.target(figure(SHARE, over=(95, 100)))) == "The target of 100% was not met."
    assert text(say.target(figure(LOAD, 58))) == "The target of 60 was met."
    assert text(say.target(figure(STOCK, 682))) == ""


def test_the_remainder_is_a_figure_of_its_own(say):
    share = figure(SHARE, over=(1800, 1896))
    late = say.remainder(share)
    assert (late.shown, late.value, late.derived_from) == ("96", 96, (share.key,))
    assert late.key in say.figures.used


def test_no_sentence_can_smuggle_markup_in(say):
    odd = figure(SHARE, over=(30, 40), breakdown="sex", member="x", label="<b>bold</b>")
    assert "<b>" not in say.most([odd], "of all")
    assert "&lt;b&gt;" in say.most([odd], "of all")
