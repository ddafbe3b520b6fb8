"""How the comparison is printed: columns, reasons, and the count at the end."""

from decimal import Decimal

from iru.commands.indicators import described
from iru.published.compare import Key, Result, compare
from iru.published.figures import Published


def published(printed, indicator_id="cp_count", why=""):
    value = Decimal(printed)
    return Published(
        indicator_id, "2016-17", "all", ("all",), printed, "", "equal", "", value, value, why=why
    )


def test_lines_stand_in_columns_and_are_counted():
    ours = {Key("cp_count", "2016-17", "all", "all"): Result(None, None, Decimal(442))}
    figures = [
        published("442"),
        published("1440"),
        published("3", "lac_dental_pct"),
        published("440", why="rounded"),
    ]
    assert described(compare(ours, figures)) == [
        "cp_count 2016-17        442  442   agrees",
        "cp_count 2016-17        442  1440  differs",
        "lac_dental_pct 2016-17  –    3     not built yet",
        "cp_count 2016-17        442  440   not comparable: rounded",
        "4 figures: agrees 1, differs 1, not built yet 1, not comparable 1",
    ]
