"""How the files of published figures are read; small files, invented values."""

from decimal import Decimal
from textwrap import dedent

import pytest

from iru.errors import IruError
from iru.published.figures import load_published

DFE = """
releases:
  yearly: {2015-16: first release, 2016-17: second release}
tables:
  - indicator: lac_sex_pct
    unit: "%"
    release: yearly
    periods: [2015-16, 2016-17]
    whole: [10, 20]
    members:
      sex:
        M: [4, x]
        F + U: [6, c 17-19]
    set_aside: {2015-16: counted twice}
"""
REPORT = """
report: Annual report
corrections: {wrong-sum: added up wrongly}
indicators:
  - indicator: lac_count
    unit: children
    part: 2
    figures:
      - {period: 2016-17, printed: "48.0"}
      - {period: 2016-17, from: 2015-16, printed: "-4"}
      - {period: 2016-17, split: sex, member: M, over: "30", status: chart}
      - {period: 2016-17, between: ["75", "80"]}
      - {period: 2016-17, words: rather more}
      - {period: 2016-17, printed: "9", contradicted: wrong-sum}
      - {period: 2016-17, printed: "9", set_aside: no date}
"""


def read(tmp_path, dfe=DFE, report=REPORT):
    (tmp_path / "dfe.yml").write_text(dedent(dfe), encoding="utf-8")
    (tmp_path / "annual_report_x.yml").write_text(dedent(report), encoding="utf-8")
    return load_published(tmp_path)


def test_a_table_gives_a_figure_for_each_member_and_period(tmp_path):
    table = read(tmp_path)[:4]
    assert [(f.members, f.period_key, f.source) for f in table] == [
        (("M",), "2015-16", "first release"),
        (("M",), "2016-17", "second release"),
        (("F", "U"), "2015-16", "first release"),
        (("F", "U"), "2016-17", "second release"),
    ]
    assert [(f.relation, f.low, f.high, f.whole, f.printed) for f in table] == [
        ("equal", 4, 4, 10, "4"),
        ("suppressed", 1, 5, 20, "x"),
        ("equal", 6, 6, 10, "6"),
        ("suppressed", 17, 19, 20, "c"),
    ]
    assert [f.why for f in table] == ["counted twice", "", "counted twice", ""]


def test_a_report_gives_a_figure_for_each_line(tmp_path):
    report = read(tmp_path)[4:]
    assert [(f.relation, f.low, f.high, f.printed) for f in report] == [
        ("equal", Decimal("48.0"), 48, "48.0"),
        ("equal", -4, -4, "-4"),
        ("more", 30, 30, "over 30"),
        ("between", 75, 80, "75 to 80"),
        ("words", None, None, "rather more"),
        ("equal", 9, 9, "9"),
        ("equal", 9, 9, "9"),
    ]
    assert [f.digits for f in report] == [1, 0, 0, 0, 0, 0, 0]
    assert [f.why for f in report[4:]] == [
        "said in words",
        "contradicted: added up wrongly",
        "no date",
    ]
    assert [f.is_target for f in report] == [True] * 4 + [False] * 3
    assert [f.status for f in report[2:6]] == ["chart", "published", "published", "contradicted"]
    assert report[1].change_from == "2015-16"
    assert report[0].source == "Annual report, part 2"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("M: [4, x]", "M: [4]", "M has not one value for each period"),
        ("M: [4, x]", "M: [4, some]", "'some' is not a number"),
        ('printed: "-4"', 'shown: "-4"', "a figure has no value"),
        ("contradicted: wrong-sum", "contradicted: other", "there is no correction 'other'"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path, old, new, said):
    with pytest.raises(IruError, match=said):
        read(tmp_path, DFE.replace(old, new), REPORT.replace(old, new))
