from byhand import FLOW, LOAD, SHARE, STOCK, YEAR, figure, figures

from iru.reporting.narrative_runs import Say

BEFORE = YEAR.back()


def text(markup) -> str:
    return markup.striptags()


def months(*values: int):
    return [
        figure(FLOW, value, period=month) for value, month in zip(values, YEAR.months, strict=False)
    ]


def test_a_course_over_years():
    say = Say(figures())
    series = [figure(STOCK, 711, period=YEAR.back(5)), figure(STOCK, 682)]
    assert text(say.course("The number", series)) == (
        "The number fell from 711 at 31 March 2012 to 682 at 31 March 2017"
    )
    assert text(say.course("The number", series[1:])) == "The number was 682 at 31 March 2017"
    assert text(say.course("The number", [])) == "The number: not available"


def test_a_course_that_came_to_nothing():
    say = Say(figures())
    same = [figure(SHARE, over=(95, 100), period=BEFORE), figure(SHARE, over=(95, 100))]
    assert (
        text(say.course("The share", same)) == "The share was 95% in 2016-17, as it was in 2015-16"
    )
    near = [figure(SHARE, over=(93, 100), period=BEFORE), figure(SHARE, over=(95, 100))]
    assert (
        text(say.course("The share", near))
        == "The share was 95% in 2016-17, close to 93% in 2015-16"
    )


def test_the_busiest_and_the_quietest_month():
    say = Say(figures())
    assert text(say.extremes(months(40, 31, 73))) == (
        "The busiest month was June 2016, with 73; the quietest month was May 2016, with 31"
    )
    assert text(say.extremes(months(73, 31, 73))) == (
        "The busiest months were April 2016 and June 2016, with 73 each; "
        "the quietest month was May 2016, with 31"
    )
    assert text(say.extremes(months(5, 5))) == "Every month had the same number, 5"
    assert text(say.extremes(months(5, 5, 5, 6))) == "Monthly numbers ran between 5 and 6"


def test_the_span_of_a_year():
    say = Say(figures())
    assert text(say.span("It ran", months(431, 470))) == (
        "It ran between 431 (April 2016) and 470 (May 2016)"
    )


def test_the_tally_and_the_targets_missed():
    say = Say(
        figures(
            figure(STOCK, 682),
            figure(STOCK, 708, period=BEFORE),
            figure(FLOW, 596),
            figure(FLOW, 470, period=BEFORE),
            figure(SHARE, over=(95, 100)),
            figure(SHARE, over=(95, 100), period=BEFORE),
            figure(LOAD, 58),
        )
    )
    ids = ["lac_count", "lado_referral_count", "lac_review_on_time_pct", "load"]
    assert text(say.tally(ids, BEFORE)) == (
        "Of the three measures that can be compared with 2015-16, one rose, one fell and one "
        "stayed much the same. Of the two with a target, one met it."
    )
    headlines = [{"id": "lac_review_on_time_pct", "name": "The share on time"},
                 {"id": "load", "name": "The caseload"}]  # fmt: skip
    assert [text(one) for one in say.missed(headlines)] == [
        "The share on time was 95%; the target is 100%."
    ]
