"""DfE's LAIT long file, read as DfE publishes it: one row a measure, year and area.

The file is a CSV (.csv) or the same gzipped (.csv.gz), in UTF-8, with the columns of `COLUMNS`
in any order; others are passed over. It is read as a stream: 260,000 rows take no more memory
than one.
"""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TextIO

from iru.errors import IruError

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
    try:
        with _open(path) as stream:
            yield from _rows(csv.reader(stream, strict=True), path)
    except FileNotFoundError:
        raise _unreadable(path, "The file is not there", "Give the path of the file.") from None
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError, zlib.error, csv.Error) as error:
        raise _unreadable(
            path,
            f"The file is broken or of another kind ({type(error).__name__})",
            "Download it again: a CSV in UTF-8, named .csv, or .csv.gz when it is gzipped.",
        ) from None


def _open(path: Path) -> TextIO:
    # utf-8-sig: a file saved from Excel begins with a byte order mark.
    if path.name.endswith(".csv.gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    if path.suffix == ".csv":
        return path.open(encoding="utf-8-sig", newline="")
    raise _unreadable(
        path, "The file is neither .csv nor .csv.gz", "Give the long file as DfE publishes it."
    )


def _rows(reader: Iterator[list[str]], path: Path) -> Iterator[LaitValue]:
    header = [name.strip().lower() for name in next(reader, [])]
    lacking = [name for name in COLUMNS if name not in header]
    if lacking:
        raise _unreadable(
            path,
            f"The file lacks the column{'s' * (len(lacking) > 1)} {', '.join(lacking)}",
            "Give LAIT's long file; its wide tables cannot be loaded.",
        )
    places = [header.index(name) for name in COLUMNS]
    empty = True
    for line, row in enumerate(reader, start=2):
        if not row:
            continue
        if len(row) != len(header):
            raise _bad_line(path, line, f"has {len(row)} fields instead of {len(header)}")
        *texts, printed = (row[place].strip() for place in places)
        named = dict(zip(COLUMNS, texts, strict=False))
        for name in ("measure_short", "year", "la_code"):
            if not named[name]:
                raise _bad_line(path, line, f"has no {name}")
        yield LaitValue(*texts, *_value(path, line, printed))
        empty = False
    if empty:
        raise _unreadable(path, "The file has no rows", "Download it again.")


def _value(path: Path, line: int, printed: str) -> tuple[Decimal | None, str]:
    """The number, or None and the symbol that stands in its place."""
    if not printed or printed.lower() in SYMBOLS:
        return None, printed
    try:
        # The tool is a spreadsheet: its file holds 80.4 as 80.400000000000006.
        value = Decimal(repr(float(printed)))
    except ValueError:
        raise _bad_line(path, line, "has a value that is neither a number nor a symbol") from None
    if not value.is_finite():
        raise _bad_line(path, line, "has a value that is not finite")
    return value, ""


def _bad_line(path: Path, line: int, what: str) -> IruError:
    return _unreadable(
        path, f"Line {line} {what}", f"Correct the line. Symbols are {' '.join(sorted(SYMBOLS))}."
    )


def _unreadable(path: Path, what: str, mend: str) -> IruError:
    return IruError(f"{what}.", where=path.name, mend=mend)
