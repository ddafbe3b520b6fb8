"""A folder of CSV files, one a contract table: `ssd_person.csv`, `iru_extract_status.csv`, …

UTF-8, commas, a heading line; columns in any order; an empty field is an empty value. Dates are
ISO (YYYY-MM-DD) and nothing else: 03/04/2017 is two different days to two readers.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import NoReturn, TextIO

from iru.contract import Field, Table, load_contract
from iru.errors import IruError
from iru.sources import CLOCK
from iru.sources.csv_values import FORMS, is_of_type, moment

CHUNK_ROWS = 2000
LONGEST_FIELD = 10_000_000  # characters: free text of a case note may be long


class CsvFolder:
    """The contract's tables as files of one folder. Raises IruError if there is no such folder."""

    kind = "csv"
    copy_format = "csv"

    def __init__(self, folder: Path | None) -> None:
        if folder is None or not folder.is_dir():
            raise IruError(
                "The folder of the case system's files is not there.",
                where=str(folder),
                mend="Set IRU_SOURCE_FOLDER to the folder that holds one CSV file per table.",
            )
        self._files = {path.stem.lower(): path for path in folder.iterdir() if _is_csv(path)}
        csv.field_size_limit(LONGEST_FIELD)

    def __enter__(self) -> CsvFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType
    ) -> None:
        """Nothing is held open between tables."""

    def tables(self) -> set[str]:
        """Contract tables for which there is a file."""
        return self._files.keys() & load_contract().tables.keys()

    def columns(self, table: str) -> list[str]:
        """The heading, in lower case; IruError if it names a column twice."""
        path = self._files[table]
        with _opened(path) as file:
            heading = [name.strip().lower() for name in next(csv.reader(file), [])]
        twice = sorted({name for name in heading if name and heading.count(name) > 1})
        if twice:
            _refuse("A heading names a column twice.", path, 1, ", ".join(twice), "Keep one of it.")
        return heading

    def extracted_at(self) -> datetime:
        """The moment in iru_extract_status.csv; of several rows, the earliest."""
        clock = load_contract().tables[CLOCK]
        text = b"".join(self.copy_to(clock)).decode()
        place = clock.columns.index("iext_extracted_at")
        moments = [moment(row[place]) for row in csv.reader(io.StringIO(text)) if row[place]]
        if not moments:
            raise IruError(
                "The files do not say when the extract was true.",
                where=self._files[CLOCK].name,
                mend="Write one row: the case system's name and the moment of the extract.",
            )
        return min(moments)

    def digest(self, table: Table) -> str | None:
        """A 128-bit hash of the file."""
        with self._files[table.name].open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()

    def copy_to(self, table: Table) -> Iterator[bytes]:
        """CSV for COPY, without a heading. Raises IruError with file, line and column where a row
        has too few or too many fields or a value is not of the contract's type."""
        path = self._files[table.name]
        heading = self.columns(table.name)
        places = [heading.index(name) for name in table.columns]
        typed = [
            (place, field)
            for place, field in zip(places, table.fields, strict=True)
            if field.type != "text"
        ]
        chunk = io.StringIO()
        writer = csv.writer(chunk, lineterminator="\n")
        with _opened(path) as file:
            rows = csv.reader(file, strict=True)
            next(rows, None)
            for number, row in enumerate(_read(rows, path), start=1):
                if not row:
                    continue  # an empty line, often the last
                if len(row) != len(heading):
                    said = f"The row has {len(row)} fields, the heading {len(heading)}."
                    _refuse(
                        said, path, rows.line_num, "", "Put text with commas in quotation marks."
                    )
                for place, field in typed:
                    value = row[place] = row[place].strip()
                    if value and not is_of_type(value, field.type):
                        _refuse_value(path, rows.line_num, field, value)
                writer.writerow([row[place] for place in places])
                if number % CHUNK_ROWS == 0:
                    yield chunk.getvalue().encode()
                    chunk.seek(0)
                    chunk.truncate()
        yield chunk.getvalue().encode()


def _is_csv(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() == ".csv"


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    """The file as text, with or without a byte order mark; IruError if it is not UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError:
        raise IruError(
            "A file is not UTF-8.",
            where=path.name,
            mend='Export it as "CSV UTF-8 (comma delimited)".',
        ) from None


def _read(rows: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        said = f"A row cannot be read: {error}."
        _refuse(said, path, rows.line_num, "", "Close every quotation mark; double those in text.")


def _refuse(what: str, path: Path, line: int, column: str, mend: str) -> NoReturn:
    place = f"{path.name}, line {line}" + (f", column {column}" if column else "")
    raise IruError(what, where=place, mend=mend) from None


def _refuse_value(path: Path, line: int, field: Field, value: str) -> NoReturn:
    # Only a field without personal data may have its value told: errors reach logs.
    shown = f": {value[:40]!r}" if field.personal == "none" else ""
    _refuse(f"A value is not a {field.type}{shown}.", path, line, field.name, FORMS[field.type])
