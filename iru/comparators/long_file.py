"""Opening the long CSV files that DfE and ONS publish, and saying what is wrong with one."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from iru.errors import IruError


@contextmanager
def opened(path: Path, publisher: str) -> Iterator[TextIO]:
    """A .csv or .csv.gz in UTF-8 as a stream; it is read no further than it is asked.

    Raises IruError when the file is not there, or not what its name says.
    """
    try:
        with _open(path, publisher) as stream:
            yield stream
    except FileNotFoundError:
        raise unreadable(path, "The file is not there", "Give the path of the file.") from None
    except (UnicodeDecodeError, gzip.BadGzipFile, EOFError, zlib.error, csv.Error) as error:
        raise unreadable(
            path,
            f"The file is broken or of another kind ({type(error).__name__})",
            "Download it again: a CSV in UTF-8, named .csv, or .csv.gz when it is gzipped.",
        ) from None


def table(stream: TextIO, path: Path) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The column names in small letters, and the rows below with their line numbers.

    Empty rows are passed over. Raises IruError, as the rows are read, when one is of another
    length than the header, or when there is none.
    """
    reader = csv.reader(stream, strict=True)
    header = [name.strip().lower() for name in next(reader, [])]
    return header, _rows(reader, path, len(header))


def _rows(reader: Iterator[list[str]], path: Path, length: int) -> Iterator[tuple[int, list[str]]]:
    empty = True
    for line, row in enumerate(reader, start=2):
        if not row:
            continue
        if len(row) != length:
            raise bad_line(path, line, f"has {len(row)} fields instead of {length}")
        yield line, [field.strip() for field in row]
        empty = False
    if empty:
        raise unreadable(path, "The file has no rows", "Download it again.")


def lacks(path: Path, columns: list[str], mend: str) -> IruError:
    """The error of a file without these columns."""
    return unreadable(
        path, f"The file lacks the column{'s' * (len(columns) > 1)} {', '.join(columns)}", mend
    )


def bad_line(path: Path, line: int, what: str, mend: str = "Correct the line.") -> IruError:
    """The error of a line; `what` never quotes it."""
    return unreadable(path, f"Line {line} {what}", mend)


def unreadable(path: Path, what: str, mend: str) -> IruError:
    """The error of a file."""
    return IruError(f"{what}.", where=path.name, mend=mend)


def _open(path: Path, publisher: str) -> TextIO:
    # utf-8-sig: a file saved from Excel begins with a byte order mark.
    if path.name.endswith(".csv.gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    if path.suffix == ".csv":
        return path.open(encoding="utf-8-sig", newline="")
    raise unreadable(
        path,
        "The file is neither .csv nor .csv.gz",
        f"Give the long file as {publisher} publishes it.",
    )
