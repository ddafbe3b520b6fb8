"""Files as ONS publishes its mid-year estimates (MYEB1), made by hand; the numbers are invented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

DEVON = [f"E0700004{digit}" for digit in range(8)]  # its eight districts
PLYMOUTH = "E06000026"
AGES = [*map(str, range(19)), "90"]


def rows(residents: Mapping[str, Iterable[int]], sexes: str = "MF") -> list[str]:
    """All rows of the districts: their residents, one number a year, are boys under one.

    Every row of another age or sex has nobody in it, but of 18 years and more there are many.
    """
    return [
        f"{code},District {code},E,{sex},{age},{_cells(numbers, sex, sexes, age)}"
        for code, numbers in residents.items()
        for sex in sexes
        for age in AGES
    ]


def written(path: Path, lines: Iterable[str], years: Iterable[int], geography: str = "23") -> Path:
    """The lines under ONS's header."""
    header = f"ladcode{geography},laname{geography},country,sex,age"
    columns = [header, *(f"population_{year}" for year in years)]
    path.write_text("\n".join([",".join(columns), *lines]) + "\n", encoding="utf-8")
    return path


def devon(path: Path, of_each_year: Mapping[int, int]) -> Path:
    """A file in which Devon has so many residents aged 0 to 17, all but seven in one district."""
    numbers = list(of_each_year.values())
    districts = dict.fromkeys(DEVON, [1] * len(numbers))
    districts[DEVON[0]] = [number - 7 for number in numbers]
    return written(path, rows(districts), of_each_year)


def _cells(numbers: Iterable[int], sex: str, sexes: str, age: str) -> str:
    nobody = 0 if int(age) < 18 else 999
    first = sex == sexes[0] and age == "0"
    return ",".join(str(number if first else nobody) for number in numbers)
