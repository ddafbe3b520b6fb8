"""What a case system must supply: every table and field, said once (decision D1).

`tables/*.yml` hold one table each, `codes/*.yml` one list of codes each. Raw tables, dbt sources,
import templates, structural expectations and the data dictionary are all made from them.
"""

from __future__ import annotations

from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, TypeVar

import yaml

from iru.contract.model import CodeList, Contract, Entity, Field, Table
from iru.contract.validate import require_sound
from iru.errors import IruError
from iru.settings import settings

__all__ = ["CodeList", "Contract", "Entity", "Field", "Table", "load_contract"]

FOLDER = Path(__file__).resolve().parent
Part = TypeVar("Part")


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


def _read_entities(path: Path) -> dict[str, Entity]:
    entities = {}
    for subject, members in _read(path).items():
        for name, values in members.items():
            where = f"{path.name}, entity {name}"
            also = tuple((values or {}).pop("also", ()))
            entity = {"name": name, "subject": subject, "also": also, **(values or {})}
            entities[name] = _make(Entity, entity, where)
    return entities


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
    tables = {path.stem: _read_table(path) for path in sorted(folder.glob("tables/*.yml"))}
    lists = {path.stem: _read_list(path) for path in sorted(folder.glob("codes/*.yml"))}
    entities = _read_entities(folder / "entities.yml")
    require_sound(tables, lists, entities)
    return Contract(_parents_first(tables), lists, entities)
