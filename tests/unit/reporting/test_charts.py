import re
from xml.etree import ElementTree

import pytest
from byhand import FLOW, RATE, SHARE, YEAR, figure

from iru.reporting.chart_style import apart, axis_label
from iru.reporting.charts import Charts

YEARS = YEAR.run(6)
SVG = "{http://www.w3.org/2000/svg}"


def trend(charts: Charts, name: str = "trend"):
    own = [figure(RATE, 50 - place, period=year) for place, year in enumerate(YEARS)]
    england = [figure(RATE, 60, period=year, area="England") for year in YEARS[:-1]]
    return charts.lines(name, "The rate fell", own, {"England": england}, "per 10,000", "Devon")


def shares(charts: Charts):
    now = [
        figure(SHARE, over=(part, 442), member=str(part), label=f"Group {part}")
        for part in (1, 332)
    ]
    then = [
        figure(SHARE, over=(part, 714), member=str(part), period=YEAR.back()) for part in (1, 332)
    ]
    return charts.bars("shares", "Neglect & harm", now, then, "%", "2017", "2016")


def months(charts: Charts):
    now = [figure(FLOW, place + 40, period=month) for place, month in enumerate(YEAR.months)]
    then = [figure(FLOW, 39, period=month) for month in YEAR.back().months]
    return charts.columns("months", "Busy", now, then, "referrals",
                          [one.period.month_name for one in now], "2016-17", "2015-16")  # fmt: skip


@pytest.mark.parametrize("make", [trend, shares, months])
def test_a_chart_is_well_formed_named_and_described(make):
    chart = make(Charts())
    root = ElementTree.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert root.get("width") is None
    names = root.get("aria-labelledby").split()
    assert [root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")] == names
    assert root.find(f"{SVG}title").text == chart.title
    assert "The table below it gives the numbers." in root.find(f"{SVG}desc").text


@pytest.mark.parametrize("make", [trend, shares, months])
def test_the_same_figures_give_the_same_bytes(make):
    assert make(Charts()).svg == make(Charts()).svg


def test_two_charts_in_one_page_share_no_id():
    charts = Charts()
    ids = [set(re.findall(r'\bid="([^"]+)"', trend(charts, name).svg)) for name in ("a", "b")]
    assert ids[0] and not ids[0] & ids[1]


def test_words_in_a_chart_are_real_text_and_values_are_those_printed():
    texts = [node.text for node in ElementTree.fromstring(shares(Charts()).svg).iter(f"{SVG}text")]
    assert {"Group 332", "75%", "k"} <= set(texts)


def test_each_chart_is_drawn_once_and_told():
    told = []
    charts = Charts(drawn=lambda: told.append(1))
    assert trend(charts) is trend(charts)
    assert len(told) == 1


def test_the_first_pass_draws_nothing_but_counts():
    charts = Charts(draw=False)
    assert trend(charts).svg == ""
    assert len(charts.made) == 1


def test_labels_are_pushed_apart_in_their_order():
    placed = apart([56.0, 60.0, 57.0], 5)
    assert sorted(placed) == [placed[0], placed[2], placed[1]]
    gaps = [b - a for a, b in zip(sorted(placed), sorted(placed)[1:], strict=False)]
    assert all(gap >= 5 - 1e-6 for gap in gaps)
    assert apart([1.0, 20.0], 5) == [1.0, 20.0]


def test_long_names_break_over_two_lines():
    assert axis_label("Neglect") == "Neglect"
    assert axis_label("Managing allegations strategy meeting") == (
        "Managing allegations strategy\nmeeting"
    )
