"""DfE's LAIT long file, read as DfE publishes it: one row a measure, year and area.

The file is a CSV (.csv) or the same gzipped (.csv.gz), in UTF-8, with the columns of `COLUMNS`
in any order; others are passed over. It is read as a stream: 260,000 rows take no more memory
than one.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from iru.comparators.long_file import bad_line, lacks, opened, table

COLUMNS = (
    "topic",
    "measure_short",
    "measure",
    "polarity",
    "year_type",
    "year",
    "la_code",
    "area",
    "region",
    "value",
)
# What DfE prints in place of a number: confidential, not available, not applicable, rounds to
# nought, low, unreliable, and the tool's own signs for a number that is not there.
SYMBOLS = frozenset({"c", "x", "z", "k", "low", "u", ":", "-", "..", "."})
DIGITS = 12  # more than any value has, fewer than a spreadsheet spoils


class LaitValue(NamedTuple):
    """One row. `value` is None where DfE prints a symbol or nothing, and `symbol` what it prints.

    `year` is as printed ("2017", "2016-17"); `la_code` the three-digit code, 970 for England.
    """

    topic: str
    measure_short: str
    measure: str
    polarity: str
    year_type: str
    year: str
    la_code: str
    area: str
    region: str
    value: Decimal | None
    symbol: str


def read_lait(path: Path) -> Iterator[LaitValue]:
    """The rows of a LAIT long file, in its order.

    Raises IruError when the file is not there or not what its name says, lacks a column, has no
    rows, or has a row that cannot be read; the error names the line.
    """
    with opened(path, "DfE") as stream:
        header, rows = table(stream, path)
        if lacking := [name for name in COLUMNS if name not in header]:
            raise lacks(path, lacking, "Give LAIT's long file; its wide tables cannot be loaded.")
        places = [header.index(name) for name in COLUMNS]
        for line, row in rows:
            *texts, printed = (row[place] for place in places)
            named = dict(zip(COLUMNS, texts, strict=False))
            for name in ("measure_short", "year", "la_code"):
                if not named[name]:
                    raise bad_line(path, line, f"has no {name}")
            yield LaitValue(*texts, *_value(path, line, printed))


def _value(path: Path, line: int, printed: str) -> tuple[Decimal | None, str]:
    """The number, or None and the symbol that stands in its place."""
    if not printed or printed.lower() in SYMBOLS:
        return None, printed
    try:
        # The tool is a spreadsheet: its file holds 80.4 as 80.400000000000006.
        value = Decimal(format(float(printed), f".{DIGITS}g"))
    except ValueError:
        raise bad_line(
            path,
            line,
            "has a value that is neither a number nor a symbol",
            f"Correct the line. Symbols are {' '.join(sorted(SYMBOLS))}.",
        ) from None
    if not value.is_finite():
        raise bad_line(path, line, "has a value that is not finite")
    return value, ""
