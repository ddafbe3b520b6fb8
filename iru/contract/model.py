"""The parts of the contract: fields, tables, code lists, entities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iru.errors import IruError


@dataclass(frozen=True)
class Field:
    """One field of a contract table.

    name:        the field's name in the case system and in raw (the standard's, where it has one).
    plain:       its name in staging and everywhere after.
    type:        text, date, timestamp, integer, numeric or boolean.
    personal:    none, record_key, person_key, direct, date_of_birth or sensitive.
    person_kind: of a person_key: child, adult, staff, lado_subject or lado_child.
    codes:       the code list its values come from.
    references:  "table.field": the key that its values must be found in.
    empty_when:  when it may be empty; always empty for a required field.
    standard:    what a national standard calls it.
    unit:        miles, days, full-time posts, …
    """

    name: str
    plain: str
    type: str
    meaning: str
    required: bool = False
    personal: str = "none"
    person_kind: str | None = None
    codes: str | None = None
    references: str | None = None
    max_length: int | None = None
    unit: str | None = None
    empty_when: str | None = None
    standard: str | None = None


@dataclass(frozen=True)
class Table:
    """One table of the contract; `fields` in the order of its columns in raw."""

    name: str
    title: str
    entity: str
    grain: str
    supplied_by: tuple[str, ...]
    standard: str
    zone: str
    staging: str
    primary_key: tuple[str, ...]
    fields: tuple[Field, ...]
    note: str = ""

    @property
    def raw_schema(self) -> str:
        """Allegations lie in a schema of their own, with roles and a key of their own."""
        return "raw_lado" if self.zone == "lado" else "raw"

    @property
    def columns(self) -> tuple[str, ...]:
        """Field names, in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The field called `name`; KeyError if the table has none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name}.{name}")


@dataclass(frozen=True)
class CodeList:
    """A closed list: code → label, in the order in which reports show it."""

    name: str
    title: str
    source: str
    codes: Mapping[str, str]


@dataclass(frozen=True)
class Entity:
    """What the unit's indicators need to know about, and which tables hold it.

    also:         tables that hold part of it besides those that name it as their entity.
    not_supplied: why no table holds it; None if one does.
    """

    name: str
    subject: str
    also: tuple[str, ...] = ()
    not_supplied: str | None = None


@dataclass(frozen=True)
class Contract:
    """Every table (parents before children), every code list and every entity."""

    tables: Mapping[str, Table]
    code_lists: Mapping[str, CodeList]
    entities: Mapping[str, Entity]

    def tables_of(self, entity: str) -> list[Table]:
        """The tables that hold `entity`, in the contract's order."""
        also = self.entities[entity].also
        return [t for t in self.tables.values() if t.entity == entity or t.name in also]

    def table(self, name: str) -> Table:
        """The table called `name`; IruError if the contract has none."""
        if name not in self.tables:
            raise IruError(
                f"The contract has no table {name!r}.",
                where="iru/contract/tables",
                mend="Use a name of the data dictionary (docs/data_dictionary.md).",
            )
        return self.tables[name]
