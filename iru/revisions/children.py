"""Whose records moved a result: rows that enter or leave its parts, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import psycopg
from psycopg import sql

from iru.nights import Night
from iru.revisions.changes import NEW, Change
from iru.settings import Settings
from iru.trace.figure import Figure, Name, at_build, read_figure
from iru.trace.lineage import find_versions
from iru.trace.restricted import require_reader
from iru.trace.rows import Row, collect, read_rows, require_sum

PARTS = ("numerator", "denominator", "excluded")
Key = tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """Why a row moved: a record's change, and whether the record was entered late.

    Late-entered: new in the case system, about a day that the earlier night had already seen.
    own: the row is made from the record; else the record is about the same person.
    """

    change: Change
    is_late: bool
    own: bool


@dataclass(frozen=True)
class Movement:
    """One row of a fact whose part in a result is another than it was.

    entering, leaving: of numerator, denominator and excluded.
    amounts: (earlier, later) of what it adds to the numerator, where it was and is in it.
    """

    record: str
    person: str | None
    day: date
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    amounts: tuple[Decimal, Decimal] | None
    reasons: tuple[Reason, ...]


class Finder:
    """Looks results up in both builds, and explains each movement by what changed in raw."""

    def __init__(
        self,
        warehouse: psycopg.Connection,
        settings: Settings,
        was: Night,
        now: Night,
        role: str,
        changes: Sequence[Change],
    ) -> None:
        self._warehouse, self._settings, self._role = warehouse, settings, role
        self._was, self._now = was, now
        self._by_record = {(change.table, change.key): change for change in changes}
        self._by_person: dict[str, list[Change]] = {}
        for change in changes:
            for person in change.people:
                self._by_person.setdefault(person, []).append(change)
        # (build, fact, key of a row) → the records behind it, as (table, key)
        self._behind: dict[tuple[int, str, Key], set[tuple[str, str]]] = {}
        self._readable: set[str] = set()

    def layer(self, name: Name) -> str:
        """mart or lado: where the fact behind a result lies."""
        return self._figure(self._now, name).layer

    def movements(self, name: Name) -> list[Movement]:
        """The rows that moved the result, in order of the day. Raises IruError if the role may
        not read its fact, or if the rows of either build do not add up to its result."""
        was, now = self._rows(self._was, name), self._rows(self._now, name)
        moved = [key for key in {**was, **now} if _part(was.get(key)) != _part(now.get(key))]
        behind = [self._records(night, name, moved) for night in (self._was, self._now) if moved]
        found = [
            self._movement(key, was.get(key), now.get(key), *(one[key] for one in behind))
            for key in moved
        ]
        return sorted(found, key=lambda one: (one.day, one.record))

    def _figure(self, night: Night, name: Name) -> Figure:
        at_build(self._warehouse, night.build.schema_prefix)
        return read_figure(self._warehouse, night.build, name)

    def _rows(self, night: Night, name: Name) -> dict[Key, Row]:
        figure = self._figure(night, name)
        if figure.fact not in self._readable:
            require_reader(figure.layer, figure.fact, self._role, self._settings)
            self._readable.add(figure.fact)
        collect(self._warehouse, figure)
        require_sum(self._warehouse, figure)
        return {tuple(row.keys.values()): row for row in read_rows(self._warehouse, figure)}

    def _records(
        self, night: Night, name: Name, keys: Sequence[Key]
    ) -> dict[Key, set[tuple[str, str]]]:
        """The records behind each row as that night knew it: none if it did not know the row."""
        figure = self._figure(night, name)
        build_id, fact = night.build.build_id, figure.fact
        unknown = {key for key in keys if (build_id, fact, key) not in self._behind}
        if unknown:
            collect(self._warehouse, figure)
            numbers = {
                row.number: key
                for row in read_rows(self._warehouse, figure)
                if (key := tuple(row.keys.values())) in unknown
            }
            keep = sql.Literal(list(numbers))
            self._warehouse.execute(
                sql.SQL("delete from traced where _row <> all({}::integer[])").format(keep)
            )
            self._behind |= {(build_id, fact, key): set() for key in unknown}
            for version in find_versions(self._warehouse, figure.layer, fact, night.build.known_at):
                key = numbers[version.row]
                self._behind[build_id, fact, key].add((version.table, version.key))
        return {key: self._behind[build_id, fact, key] for key in keys}

    def _movement(
        self,
        key: Key,
        was: Row | None,
        now: Row | None,
        records_was: set[tuple[str, str]],
        records_now: set[tuple[str, str]],
    ) -> Movement:
        row = now or was
        before, after = _parts(was), _parts(now)
        both = was is not None and now is not None and was.in_numerator and now.in_numerator
        amounts = (was.numerator, now.numerator) if both else None
        behind = records_was | records_now
        own = [self._by_record[one] for one in sorted(behind) if one in self._by_record]
        # Nothing it is made from changed: then something else about the person did.
        others = [] if own else self._by_person.get(row.person or "", [])
        return Movement(
            record=" / ".join(key),
            person=row.person,
            day=row.day,
            entering=tuple(part for part in PARTS if part in after - before),
            leaving=tuple(part for part in PARTS if part in before - after),
            amounts=amounts if amounts and amounts[0] != amounts[1] else None,
            reasons=tuple(
                Reason(change, change.kind == NEW and row.day <= self._was.data_as_at, bool(own))
                for change in own or others
            ),
        )


def _parts(row: Row | None) -> set[str]:
    if row is None:
        return set()
    held = (row.in_numerator, row.in_denominator, row.is_excluded)
    return {part for part, is_in in zip(PARTS, held, strict=True) if is_in}


def _part(row: Row | None) -> tuple:
    """What of a row matters to a result."""
    if row is None:
        return ()
    return (row.in_numerator, row.in_denominator, row.is_excluded, row.numerator, row.denominator)
