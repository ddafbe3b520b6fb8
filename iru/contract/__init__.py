"""What a case system must supply: every table and field, said once (decision D1).

`tables/*.yml` hold one table each, `codes/*.yml` one list of codes each. Raw tables, dbt sources,
import templates, structural expectations and the data dictionary are all made from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, TypeVar

import yaml

from iru.errors import IruError
from iru.settings import settings

FOLDER = Path(__file__).resolve().parent
Part = TypeVar("Part")


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
class Contract:
    """Every table (parents before children), every code list, and where each entity lies."""

    tables: Mapping[str, Table]
    code_lists: Mapping[str, CodeList]

    def table(self, name: str) -> Table:
        """The table called `name`; IruError if the contract has none."""
        if name not in self.tables:
            raise IruError(
                f"The contract has no table {name!r}.",
                where="iru/contract/tables",
                mend="Use a name of the data dictionary (docs/data_dictionary.md).",
            )
        return self.tables[name]


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise IruError(
            "A contract file is not YAML.", where=str(path.name), mend=str(error)
        ) from error
    if not isinstance(content, dict):
        raise IruError("A contract file holds no mapping.", where=path.name)
    return content


def _make(kind: type[Part], values: dict[str, Any], where: str) -> Part:
    """`kind(**values)`; IruError names the file and what is unknown or missing."""
    try:
        return kind(**values)
    except TypeError as error:
        text = str(error).partition("__init__() ")[2]
        raise IruError(f"A contract file {text}.", where=where, mend="Correct the file.") from error


def _read_list(path: Path) -> CodeList:
    values = _read(path)
    # What differs between authorities is configuration (D10): the list is then only named here.
    configured = values.pop("authority", None)
    if configured:
        values["codes"] = settings().authority[configured]
    return _make(CodeList, values, f"codes/{path.name}")


def _read_table(path: Path) -> Table:
    values = _read(path)
    values["name"] = values.pop("table", None)
    raw_fields = values.pop("fields", None) or []
    fields = []
    for number, raw in enumerate(raw_fields, start=1):
        where = f"{path.name}, field {raw.get('name', number)}"
        fields.append(_make(Field, raw, where))
    values["fields"] = tuple(fields)
    for key in ("primary_key", "supplied_by"):
        values[key] = tuple(values.get(key) or ())
    return _make(Table, values, path.name)


def _parents_first(tables: dict[str, Table]) -> dict[str, Table]:
    """Tables in an order in which every referenced table comes before those that refer to it."""
    parents = {
        # Sorted, for the order of a set would differ from run to run.
        table.name: sorted(
            {field.references.partition(".")[0] for field in table.fields if field.references}
            & (tables.keys() - {table.name})
        )
        for table in tables.values()
    }
    try:
        order = list(TopologicalSorter(parents).static_order())
    except CycleError as error:
        raise IruError(
            "Tables of the contract refer to one another in a circle.",
            where=" → ".join(error.args[1]),
            mend="Drop one of the references.",
        ) from error
    return {name: tables[name] for name in order}


@lru_cache(maxsize=4)
def load_contract(folder: Path = FOLDER) -> Contract:
    """The whole contract, checked. Raises IruError that names the file and field at fault."""
    from iru.contract.validate import require_sound

    tables = {path.stem: _read_table(path) for path in sorted(folder.glob("tables/*.yml"))}
    lists = {path.stem: _read_list(path) for path in sorted(folder.glob("codes/*.yml"))}
    require_sound(tables, lists)
    return Contract(_parents_first(tables), lists)
