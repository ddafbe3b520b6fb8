"""Verdicts worked by hand: rounding, counts of a whole, sums, changes, bounds, what lacks."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iru.published.compare import Key, Result, Verdict, compare, rounded
from iru.published.figures import Published


def figure(printed, relation="equal", **more):
    known = {
        "indicator_id": "lac_sex_pct",
        "period_key": "2016-17",
        "breakdown": "sex",
        "members": ("M",),
        "unit": "%",
        "source": "a release",
        "low": Decimal(printed) if relation != "words" else None,
    }
    known["high"] = known["low"]
    return Published(**{**known, "printed": printed, "relation": relation, **more})


def share(numerator, denominator):
    value = Decimal(100) * numerator / denominator
    return Result(Decimal(numerator), Decimal(denominator), value)


def count(number):
    return Result(Decimal(number), None, Decimal(number))


def results(period="2016-17", **members):
    return {Key("lac_sex_pct", period, "sex", name): each for name, each in members.items()}


def verdict(ours, published):
    return compare(ours, [published])[0].verdict


# 409 of 682 is 59.97…%, 84.5 of 100 lies on the edge, 1 of 8 is 12.5%.
@pytest.mark.parametrize(
    ("numerator", "denominator", "printed", "expected"),
    [
        (409, 682, "60", Verdict.AGREES),
        (409, 682, "60.0", Verdict.AGREES),
        (409, 682, "59.9", Verdict.DIFFERS),
        (1, 8, "13", Verdict.AGREES),
        (1, 8, "12", Verdict.DIFFERS),
        (1, 8, "12.5", Verdict.AGREES),
        (169, 200, "85", Verdict.AGREES),
    ],
)
def test_a_value_agrees_in_the_digits_printed(numerator, denominator, printed, expected):
    assert verdict(results(M=share(numerator, denominator)), figure(printed)) is expected


def test_a_count_of_a_whole_agrees_only_in_both_numbers():
    published = figure("409", whole=Decimal(682))
    assert verdict(results(M=share(409, 682)), published) is Verdict.AGREES
    # 408 of 680 is 60.0% too, of other children
    assert verdict(results(M=share(408, 680)), published) is Verdict.DIFFERS
    assert verdict(results(M=share(408, 682)), published) is Verdict.DIFFERS


def test_a_count_of_a_whole_is_shown_with_its_percentage():
    line = compare(results(M=share(409, 682)), [figure("409", whole=Decimal(682))])[0]
    assert (line.ours, line.theirs) == ("409 of 682 (60.0%)", "409 of 682 (60.0%)")
    assert line.name == "lac_sex_pct 2016-17 sex=M"


def test_members_are_added_up_before_rounding():
    # 0.4% and 0.4% each print as 0; together they are 0.8%, printed 1
    ours = results(M=share(4, 1000), F=share(4, 1000))
    assert verdict(ours, figure("1", members=("M", "F"))) is Verdict.AGREES
    assert verdict(ours, figure("8", members=("M", "F"), whole=Decimal(1000))) is Verdict.AGREES


def test_counts_are_added_up_without_a_whole():
    assert verdict(results(M=count(3), F=count(4)), figure("7", members=("M", "F"))) == "agrees"


def test_a_change_is_taken_before_rounding():
    # 91.6% less 94.2% is -2.6 points, printed -3; of the rounded values it would be -2
    ours = results(M=share(916, 1000)) | results("2015-16", M=share(942, 1000))
    assert verdict(ours, figure("-3", change_from="2015-16")) is Verdict.AGREES
    assert verdict(ours, figure("-2", change_from="2015-16")) is Verdict.DIFFERS
    assert compare(ours, [figure("-3", change_from="2015-16")])[0].name == (
        "lac_sex_pct 2016-17 since 2015-16 sex=M"
    )


def test_a_change_without_the_earlier_period_differs():
    line = compare(results(M=share(1, 2)), [figure("3", change_from="2015-16")])[0]
    assert (line.verdict, line.ours) == (Verdict.DIFFERS, "none")


@pytest.mark.parametrize(
    ("relation", "bound", "numerator", "expected"),
    [
        ("more", "30", 301, Verdict.AGREES),
        ("more", "30", 300, Verdict.DIFFERS),
        ("less", "1.5", 14, Verdict.AGREES),
        ("less", "1.5", 15, Verdict.DIFFERS),
    ],
)
def test_over_and_below_leave_the_bound_itself_out(relation, bound, numerator, expected):
    published = figure(bound, relation)
    assert verdict(results(M=share(numerator, 1000)), published) is expected


def test_between_takes_both_ends_as_printed():
    def said(value):
        ours = results(M=Result(None, None, Decimal(value)))
        return verdict(ours, figure("75", "between", high=Decimal(80)))

    assert said("74.5") is Verdict.AGREES
    assert said("80.4") is Verdict.AGREES
    assert said("80.5") is Verdict.DIFFERS


@pytest.mark.parametrize(
    ("numerator", "expected"), [(0, "differs"), (1, "agrees"), (5, "agrees"), (6, "differs")]
)
def test_a_suppressed_count_lies_between_one_and_five(numerator, expected):
    published = figure("1", "suppressed", high=Decimal(5), whole=Decimal(682))
    line = compare(results(M=share(numerator, 682)), [published])[0]
    lies = "lies" if expected == "agrees" else "does not lie"
    assert (line.verdict, line.why) == (expected, f"suppressed; ours {lies} between 1 and 5")


def test_what_is_not_built_is_said_and_does_not_differ():
    other = figure("5", indicator_id="lac_dental_pct", breakdown="all", members=("all",))
    split = figure("5", breakdown="age_band", members=("under_1",))
    lines = compare(results(M=share(1, 2)), [other, split])
    assert [line.verdict for line in lines] == [Verdict.NOT_BUILT, Verdict.NOT_BUILT]
    assert [line.why for line in lines] == ["", "no split by age_band"]
    assert lines[0].name == "lac_dental_pct 2016-17"


def test_a_period_or_member_that_lacks_in_what_is_built_differs():
    ours = results(M=share(1, 2))
    assert verdict(ours, figure("50", period_key="2011-12")) is Verdict.DIFFERS
    assert verdict(ours, figure("50", members=("U",))) is Verdict.DIFFERS
    assert verdict(results(M=Result(Decimal(0), Decimal(0), None)), figure("0")) == "differs"


def test_a_figure_set_aside_is_shown_but_never_judged():
    line = compare(results(M=share(409, 682)), [figure("59", why="rounded down")])[0]
    assert (line.verdict, line.why) == (Verdict.NOT_COMPARABLE, "rounded down")
    assert (line.ours, line.theirs) == ("60", "59")
    missing = figure("59", why="rounded down", indicator_id="lac_dental_pct")
    assert verdict(results(M=share(1, 2)), missing) is Verdict.NOT_COMPARABLE


def test_words_are_not_compared():
    line = compare(results(M=share(1, 2)), [figure("slightly more", "words", why="in words")])[0]
    assert (line.verdict, line.theirs) == (Verdict.NOT_COMPARABLE, "slightly more")


@given(st.decimals(-1000, 1000, places=4), st.integers(0, 2))
def test_rounding_is_half_away_from_zero_and_never_further_than_half(value, digits):
    step = Decimal(1).scaleb(-digits)
    near = rounded(value, digits)
    assert abs(near - value) <= step / 2
    assert near == -rounded(-value, digits)
    if abs(near - value) == step / 2:
        assert abs(near) > abs(value)
