"""Periods of a report: what they are called in words, and which come before them (C01).

A period is known by its kind and its last day. Its key ("2017-03", "2016-17-Q4", "2016-17") is a
name only: "2011-12" is a month as well as a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from iru.errors import IruError
from iru.reporting import format as fmt

LENGTH = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, order=True)
class Period:
    """A reporting year (1 April to 31 March), a quarter of one, or a calendar month."""

    end: date
    kind: str

    @property
    def start(self) -> date:
        """The first day."""
        months = self.end.year * 12 + self.end.month - LENGTH[self.kind]
        return date(months // 12, months % 12 + 1, 1)

    @property
    def first_year(self) -> int:
        """The calendar year in which the reporting year began."""
        return self.end.year - (self.end.month < 4)

    @property
    def year_key(self) -> str:
        """ "2016-17"."""
        return f"{self.first_year}-{(self.first_year + 1) % 100:02d}"

    @property
    def quarter(self) -> int:
        """1 for April to June … 4 for January to March."""
        return (self.end.month - 4) % 12 // 3 + 1

    @property
    def key(self) -> str:
        """The period's name in the warehouse."""
        if self.kind == "year":
            return self.year_key
        return f"{self.year_key}-Q{self.quarter}" if self.kind == "quarter" else f"{self.end:%Y-%m}"

    @property
    def as_at(self) -> str:
        """ "31 March 2017": for a stock."""
        return fmt.day(self.end)

    @property
    def during(self) -> str:
        """ "the year to 31 March 2017", "January to March 2017", "March 2017": for a flow."""
        if self.kind == "year":
            return f"the year to {self.as_at}"
        if self.kind == "month":
            return fmt.month(self.end)
        return f"{fmt.MONTHS[self.start.month - 1]} to {fmt.month(self.end)}"

    @property
    def short(self) -> str:
        """ "2016-17", "Q4 2016-17", "Mar 2017": for a column heading."""
        if self.kind == "year":
            return self.year_key
        if self.kind == "quarter":
            return f"Q{self.quarter} {self.year_key}"
        return self.end_short

    @property
    def spoken(self) -> str:
        """ "2016-17", "Q4 2016-17", "March 2017": for a flow in a comparison."""
        return fmt.month(self.end) if self.kind == "month" else self.short

    @property
    def end_short(self) -> str:
        """ "Mar 2017": the end of the period, for an axis of stocks."""
        return f"{fmt.month(self.end, short=True)} {self.end.year}"

    @property
    def month_name(self) -> str:
        """ "Mar": for an axis of months."""
        return fmt.month(self.end, short=True)

    @property
    def title(self) -> str:
        """ "2016-17", "Quarter 4 (January to March 2017)": for a title page."""
        if self.kind == "quarter":
            return f"{self.year_key}, quarter {self.quarter}"
        return self.short

    def back(self, count: int = 1) -> Period:
        """The period of the same kind `count` places earlier."""
        months = self.end.year * 12 + self.end.month - LENGTH[self.kind] * count
        first_of_next = date(months // 12, months % 12 + 1, 1)
        return Period(first_of_next - timedelta(days=1), self.kind)

    def run(self, count: int) -> list[Period]:
        """The last `count` periods up to and with this one, oldest first."""
        return [self.back(back) for back in range(count - 1, -1, -1)]

    @property
    def year_before(self) -> Period:
        """The same period of the year before."""
        return self.back(12 // LENGTH[self.kind])

    @property
    def year(self) -> Period:
        """The reporting year this period lies in."""
        return Period(date(self.first_year + 1, 3, 31), "year")

    @property
    def months(self) -> list[Period]:
        """The calendar months of this period, oldest first."""
        return Period(self.end, "month").run(LENGTH[self.kind])


def parse(key: str, kind: str) -> Period:
    """The period a key names: "2016-17" for a year, "2016-17-Q4" for a quarter.

    Raises IruError for a key that is not one of that kind.
    """
    pattern = r"(\d{4})-(\d{2})" if kind == "year" else r"(\d{4})-(\d{2})-Q([1-4])"
    found = re.fullmatch(pattern, key)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        example = "2016-17" if kind == "year" else "2016-17-Q4"
        raise IruError(
            f"{key!r} is not a reporting {kind}.",
            where="the period of the report",
            mend=f"Write it as {example}: reporting years begin on 1 April.",
        )
    last = Period(date(int(found[1]) + 1, 3, 31), "year")
    if kind == "year":
        return last
    return Period(last.end, "quarter").back(4 - int(found[3]))
