"""ONS's mid-year population estimates, read as ONS publishes them: the file MYEB1.

The "detailed population estimates series" is a CSV (.csv or .csv.gz) with a row for each
district, sex and single year of age, and a column for each mid-year. Its codes and names carry
the year of the boundaries (ladcode20, laname23); other columns are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from iru.comparators.long_file import bad_line, lacks, opened, table, unreadable

COLUMNS = {
    "ladcode": re.compile(r"ladcode\d*"),
    "laname": re.compile(r"laname\d*"),
    "sex": re.compile("sex"),
    "age": re.compile("age"),
}
YEAR = re.compile(r"population_(\d{4})")
AGE = re.compile(r"(\d{1,3})\+?")
SEXES = {"1": "M", "2": "F", "m": "M", "f": "F", "male": "M", "female": "F"}
OLDEST = 17  # C18: residents aged 0 to 17
MEND = 'Give the CSV named MYEB1 ("detailed population estimates series") of ONS.'


@dataclass
class District:
    """A row's area with its residents aged 0 to 17, both sexes, in the middle of each year."""

    code: str
    name: str
    residents: dict[int, int] = field(default_factory=dict)


def read_districts(path: Path) -> dict[str, District]:
    """The districts of an ONS file by their codes.

    Raises IruError when the file is not there or not what its name says, lacks a column, has a
    row that cannot be read or stands twice, or lacks an age of a sex for a district.
    """
    districts: dict[str, District] = {}
    seen: set[tuple[str, str, int]] = set()
    with opened(path, "ONS") as stream:
        header, rows = table(stream, path)
        places, years = _places(path, header)
        for line, row in rows:
            code, name, sex, age = (row[place] for place in places)
            cell = _cell(path, line, code, sex, age)
            if cell[2] > OLDEST:
                continue
            if cell in seen:
                raise bad_line(path, line, f"has a sex and age of {code} that stood before")
            seen.add(cell)
            district = districts.setdefault(code, District(code, name))
            for year, place in years.items():
                number = _number(path, line, row[place])
                district.residents[year] = district.residents.get(year, 0) + number
    _require_whole(path, districts, seen)
    return districts


def _places(path: Path, header: list[str]) -> tuple[list[int], dict[int, int]]:
    """Where the columns stand, and the column of each mid-year."""
    found = {
        name: [place for place, column in enumerate(header) if pattern.fullmatch(column)]
        for name, pattern in COLUMNS.items()
    }
    years = {
        int(named[1]): place
        for place, column in enumerate(header)
        if (named := YEAR.fullmatch(column))
    }
    lacking = [name for name, places in found.items() if not places]
    if not years:
        lacking.append("population_YYYY")
    if lacking:
        raise lacks(path, lacking, MEND)
    return [places[0] for places in found.values()], years


def _cell(path: Path, line: int, code: str, sex: str, age: str) -> tuple[str, str, int]:
    """A row's district, sex ("M" or "F") and age."""
    known_age = AGE.fullmatch(age)
    if not code:
        raise bad_line(path, line, "has no code of an area")
    if sex.lower() not in SEXES:
        raise bad_line(path, line, "has a sex other than 1, 2, M and F: the file may hold totals")
    if not known_age:
        raise bad_line(path, line, "has an age that is no single year of age")
    return code, SEXES[sex.lower()], int(known_age[1])


def _number(path: Path, line: int, printed: str) -> int:
    if not printed.isdecimal():
        raise bad_line(path, line, "has a population that is not a whole number")
    return int(printed)


def _require_whole(
    path: Path, districts: dict[str, District], seen: set[tuple[str, str, int]]
) -> None:
    """A district without one of the ages would have too few residents, and rates too high."""
    for code in districts:
        for sex in "MF":
            for age in range(OLDEST + 1):
                if (code, sex, age) not in seen:
                    raise unreadable(path, f"The file lacks age {age}, {sex}, of {code}", MEND)
    if not districts:
        raise unreadable(path, f"The file has nobody aged 0 to {OLDEST}", MEND)
