"""A case system's database, read over a connection that may only read.

All tables are read in one REPEATABLE READ, READ ONLY transaction: they are one snapshot, however
long the reading takes and whatever is written meanwhile. Tables are found on the connection's
search path, so that views in the contract's shape serve as well as tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import TracebackType

import psycopg
from psycopg import IsolationLevel, pq, sql

from iru.contract import Field, Table, load_contract
from iru.contract.ddl import SQL_TYPES
from iru.db import connect
from iru.errors import IruError
from iru.settings import Settings
from iru.sources import CLOCK

CHUNK_ROWS = 2000
FIRST_VERSION_WITH_ROW_HASH = 140000

COLUMNS = """
    select attname from pg_attribute
    where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped
    order by attnum"""


class PostgresSource:
    """The contract's tables in a PostgreSQL database, read as `case_reader`.

    A case system that keeps no `iru_extract_status` is read live, so its moment is the snapshot's.
    """

    kind = "postgres"
    copy_format = "binary"

    def __init__(self, settings: Settings) -> None:
        self._connection = connect("case_reader", settings=settings)
        self._connection.isolation_level = IsolationLevel.REPEATABLE_READ
        self._connection.read_only = True
        # A source's own timestamps without a zone are local ones.
        self._connection.execute("set local timezone to 'Europe/London'")
        self._columns: dict[str, list[str]] = {}

    def __enter__(self) -> PostgresSource:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType
    ) -> None:
        self._connection.close()

    def tables(self) -> set[str]:
        """Contract tables (or views) on the search path; the clock is always there."""
        return {name for name in load_contract().tables if self.columns(name)}

    def columns(self, table: str) -> list[str]:
        """Column names in the database's order; empty if there is no such table."""
        if table not in self._columns:
            found = [name for (name,) in self._connection.execute(COLUMNS, [f'"{table}"'])]
            if not found and table == CLOCK:
                found = list(load_contract().tables[CLOCK].columns)
            self._columns[table] = found
        return self._columns[table]

    def extracted_at(self) -> datetime:
        """The clock's moment; of several rows, the earliest: only until then is all of it true."""
        clock = load_contract().tables[CLOCK]
        query = sql.SQL("select min({}) from {}").format(
            sql.Identifier("iext_extracted_at"), self._relation(clock)
        )
        moment = self._connection.execute(query).fetchone()[0]
        if moment is None:
            raise IruError(
                "The case system does not say when its extract was true.",
                where=CLOCK,
                mend="Write one row: the case system's name and the moment of the extract.",
            )
        return moment

    def digest(self, table: Table) -> str | None:
        """Row count and the sum of the rows' 64-bit hashes, in one pass over the table."""
        if self._connection.info.server_version < FIRST_VERSION_WITH_ROW_HASH:
            return None
        query = sql.SQL("select count(*), sum(hash_record_extended(row({}), 0)) from {}").format(
            sql.SQL(", ").join(sql.Identifier(name) for name in table.columns),
            self._relation(table),
        )
        try:
            with self._connection.transaction():
                rows, total = self._connection.execute(query).fetchone()
        except psycopg.errors.UndefinedFunction:  # a type that cannot be hashed, such as json
            return None
        version = self._connection.info.server_version // 10000
        return f"{version}:{rows}:{total}"

    def copy_to(self, table: Table) -> Iterator[bytes]:
        """Binary COPY data. Every column is cast to the contract's type, at no cost where it has
        that type already; IruError names the columns whose values cannot be cast."""
        query = sql.SQL("copy (select {} from {}) to stdout (format binary)").format(
            sql.SQL(", ").join(_cast(field) for field in table.fields), self._relation(table)
        )
        wire = self._connection.pgconn
        # Through libpq itself: psycopg's own loop over COPY data costs twice as much a row.
        self._connection.execute("savepoint reading")
        result = wire.exec_(query.as_bytes(self._connection))
        chunk: list[bytes] = []
        if result.status == pq.ExecStatus.COPY_OUT:
            while (size := (row := wire.get_copy_data(0))[0]) > 0:
                chunk.append(bytes(row[1]))
                if len(chunk) == CHUNK_ROWS:
                    yield b"".join(chunk)
                    chunk.clear()
            if size == -1:
                yield b"".join(chunk)
            result = wire.get_result()
        while wire.get_result():  # the end of the command's answers
            pass
        if result.status != pq.ExecStatus.COMMAND_OK:
            raise self._unreadable(table)

    def _unreadable(self, table: Table) -> IruError:
        """Which columns could not be read. PostgreSQL's own words may hold a value: not said."""
        self._connection.execute("rollback to savepoint reading")
        faulty = [field for field in table.fields if not self._is_castable(table, field)]
        names = ", ".join(f"{field.name} ({field.type})" for field in faulty)
        return IruError(
            "The case system holds values that are not of the contract's type."
            if faulty
            else "The case system broke off while a table was being read.",
            where=f"{table.name}: {names}" if faulty else table.name,
            mend="Correct the values, or cast the column in the view that the extract reads."
            if faulty
            else "Look at the case system's own log, then run the extract again.",
        )

    def _is_castable(self, table: Table, field: Field) -> bool:
        query = sql.SQL("select count({}) from {}").format(_cast(field), self._relation(table))
        try:
            with self._connection.transaction():
                self._connection.execute(query)
        except psycopg.Error:
            return False
        return True

    def _relation(self, table: Table) -> sql.Composable:
        known = self._connection.execute("select to_regclass(%s)", [f'"{table.name}"']).fetchone()
        if known[0] is None and table.name == CLOCK:
            return sql.SQL(
                "(select 'case system' as iext_source_system,"
                " transaction_timestamp() as iext_extracted_at) as live_clock"
            )
        return sql.Identifier(table.name)


def _cast(field: Field) -> sql.Composable:
    return sql.SQL("cast({} as {})").format(
        sql.Identifier(field.name), sql.SQL(SQL_TYPES[field.type])
    )
