"""Where a night's extract comes from: a case system's database, or a folder of files.

A source offers the contract's tables as they were at one moment. It knows nothing of history,
of raw or of the warehouse; whatever can offer these few methods can be loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from iru.contract import Table
from iru.settings import Settings

CLOCK = "iru_extract_status"  # the contract table in which a case system says what time it is


class Source(Protocol):
    """One night's extract, open for reading.

    kind:        "postgres" or "csv", for the load log.
    copy_format: what `copy_to` yields, as an option of PostgreSQL's COPY: "binary" or "csv".
    """

    kind: str
    copy_format: str

    def tables(self) -> set[str]:
        """Names of the contract tables that are there."""
        ...

    def columns(self, table: str) -> list[str]:
        """Names of the columns the source has for that table, in its own order."""
        ...

    def extracted_at(self) -> datetime:
        """The moment at which every row was true, with its time zone."""
        ...

    def digest(self, table: Table) -> str | None:
        """A text that is another whenever the table's content is, or None if that costs as much
        as reading it. Equal digests let the load pass the table over."""
        ...

    def copy_to(self, table: Table) -> Iterator[bytes]:
        """The table's rows, columns in the contract's order and types, in chunks for COPY.

        Raises IruError, without the value where the field is personal, if a value is not of the
        contract's type.
        """
        ...


def open_source(settings: Settings) -> AbstractContextManager[Source]:
    """The source that the settings name; used as a context manager, it closes itself."""
    if settings.source == "csv":
        from iru.sources.csv_folder import CsvFolder

        return CsvFolder(settings.source_folder)
    from iru.sources.postgres import PostgresSource

    return PostgresSource(settings)
