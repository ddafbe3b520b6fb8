"""Children and their families, and what is the same all their lives: birth, sex, ethnicity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, shares

# Ethnic group (C13, seed2016) → its DfE codes, the commoner likelier.
ETHNIC_CODES = {
    "white": {"WBRI": 95, "WOTH": 3, "WIRI": 1, "WROM": 1},
    "mixed": {"MWBC": 4, "MWAS": 3, "MWBA": 2, "MOTH": 3},
    "asian": {"AOTH": 6, "ABAN": 2, "APKN": 1, "AIND": 1},
    "black": {"BAFR": 5, "BCRB": 2, "BOTH": 2},
    "other": {"OOTH": 8, "CHNE": 1},
    "not_obtained": {"NOBT": 2, "REFU": 1},
}


@dataclass(slots=True, eq=False)
class Family:
    """Children who enter care or are conferenced together; `number` names the family."""

    number: int = 0
    children: list[Child] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Period:
    """One period of care (C09). `march` years name the financial year: 2017 = 2016-17.

    statuses: legal status at each 31 March the period is open.
    """

    child: Child
    start_year: int
    end_year: int | None = None
    start: date | None = None
    end: date | None = None
    reason: str = ""
    statuses: dict[int, str] = field(default_factory=dict)
    returns_soon: bool = False

    def in_stock(self, march: int) -> bool:
        """True when the child is looked after in it on 31 March of that year."""
        return self.start_year <= march and (self.end_year is None or self.end_year > march)


@dataclass(slots=True, eq=False)
class Child:
    """One child. Born in the twelve months to 31 March of `birth_year`."""

    birth_year: int
    number: int = 0
    family: Family | None = None
    born: date | None = None
    expected: date | None = None
    sex: str = ""
    ethnicity: str = ""
    unaccompanied: bool = False
    unaccompanied_until: int | None = None  # the year in which the status ends while in care
    start_band: int | None = None  # age band at the first start of that year
    periods: list[Period] = field(default_factory=list)
    plans: list = field(default_factory=list)

    def age_in(self, march: int) -> int:
        """Completed years on 31 March."""
        return march - self.birth_year


def birth_day(birth_year: int, offset: int) -> date:
    """The day `offset` days after 1 April of the year before; held within the twelve months."""
    first, last = date(birth_year - 1, 4, 1), date(birth_year, 3, 31)
    return min(max(first + timedelta(days=offset), first), last)


def settle_rest(
    rng: Random, children: Sequence[Child], weights: Mapping[str, float]
) -> list[tuple[Child, str]]:
    """Categories for children who are in no stock, in proportion to the weights."""
    cards = [key for key, n in shares(len(children), weights).items() for _ in range(n)]
    rng.shuffle(cards)
    return list(zip(children, cards, strict=True))


def ethnic_code(rng: Random, group: str) -> str:
    """One of the group's DfE codes."""
    return choose(rng, ETHNIC_CODES[group])
