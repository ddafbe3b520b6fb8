"""Is the contract itself sound? Each fault is one sentence that names the file and the field."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from iru.contract.model import CodeList, Entity, Field, Table
from iru.errors import IruError

TYPES = ("text", "date", "timestamp", "integer", "numeric", "boolean")
ZONES = ("children", "lado", "reference")
PERSONAL = ("none", "record_key", "person_key", "direct", "date_of_birth", "sensitive")
PERSON_KINDS = {
    "children": ("child", "adult", "staff"),
    "reference": ("staff",),
    "lado": ("lado_subject", "lado_child"),
}
NAME = re.compile(r"[a-z][a-z0-9_]*")
LONGEST_NAME = 63  # PostgreSQL cuts a longer identifier off without an error
TECHNICAL = ("_row_id", "_row_hash", "_valid_from", "_valid_to", "_load_id")


def require_sound(
    tables: Mapping[str, Table], lists: Mapping[str, CodeList], entities: Mapping[str, Entity]
) -> None:
    """Raise IruError with every fault found, a line each; say nothing if there is none."""
    faults = list(find_faults(tables, lists, entities))
    if faults:
        raise IruError(
            f"The contract has {len(faults)} fault(s):\n  " + "\n  ".join(faults),
            where="iru/contract",
            mend="Correct the files named above.",
        )


def find_faults(
    tables: Mapping[str, Table], lists: Mapping[str, CodeList], entities: Mapping[str, Entity]
) -> Iterator[str]:
    """Every fault of the contract, as sentences that begin with the file's name."""
    for file_name, code_list in lists.items():
        yield from (f"codes/{file_name}.yml: {fault}" for fault in _of_list(file_name, code_list))
    yield from (f"entities.yml: {fault}" for fault in _of_entities(entities, tables))
    for model, count in Counter(table.staging for table in tables.values()).items():
        if count > 1:
            yield f"tables: {count} tables have the staging model {model}."
    for file_name, table in tables.items():
        where = f"tables/{file_name}.yml"
        if table.entity not in entities:
            yield f"{where}: its entity {table.entity!r} is not in entities.yml."
        yield from (f"{where}: {fault}" for fault in _of_table(file_name, table))
        for field in table.fields:
            for fault in _of_field(field, table, tables, lists):
                yield f"{where}, field {field.name}: {fault}"


def _of_list(file_name: str, code_list: CodeList) -> Iterator[str]:
    if code_list.name != file_name:
        yield f"its name is {code_list.name!r}; it must be the file's."
    if not code_list.codes:
        yield "it holds no codes."
    for code, label in (code_list.codes or {}).items():
        # YAML reads a bare NO as false and a bare 1 as a number.
        if not isinstance(code, str) or not isinstance(label, str):
            yield f"code {code!r} and its label must be text: put them in quotation marks."


def _of_entities(entities: Mapping[str, Entity], tables: Mapping[str, Table]) -> Iterator[str]:
    with_tables = {table.entity for table in tables.values()}
    for name, entity in entities.items():
        yield from (f"{name}: there is no table {t!r}." for t in entity.also if t not in tables)
        if (name in with_tables or bool(entity.also)) == bool(entity.not_supplied):
            yield f"{name}: it needs a table that names it, or not_supplied, and not both."


def _of_table(file_name: str, table: Table) -> Iterator[str]:
    if table.name != file_name:
        yield f"its table is {table.name!r}; it must be the file's name."
    if not table.fields:
        yield "it has no fields."
    if table.zone not in ZONES:
        yield f"its zone is {table.zone!r}; it must be one of {', '.join(ZONES)}."
    if (table.zone == "lado") != table.name.startswith("iru_lado_"):
        # The staging macro of dbt finds the zone, and with it the pseudonym key, by the name.
        yield "a table of the zone lado must be called iru_lado_…, and no other table may be."
    if not re.fullmatch(r"stg_[a-z0-9_]+", table.staging):
        yield f"its staging model {table.staging!r} must begin with stg_."
    if not table.primary_key:
        yield "it has no primary_key."
    for key in table.primary_key:
        if key not in table.columns:
            yield f"its primary_key names {key!r}, which is not one of its fields."
        elif not table.field(key).required:
            yield f"its key field {key} must be required."
    for kind, names in (
        ("field", table.columns),
        ("plain name", [field.plain for field in table.fields]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                yield f"the {kind} {name} is there {count} times."
            if not NAME.fullmatch(name) or len(name) > LONGEST_NAME or name in TECHNICAL:
                yield f"the {kind} {name!r} is not a name a column may have."


def _of_field(
    field: Field, table: Table, tables: Mapping[str, Table], lists: Mapping[str, CodeList]
) -> Iterator[str]:
    if field.type not in TYPES:
        yield f"its type is {field.type!r}; it must be one of {', '.join(TYPES)}."
    if field.personal not in PERSONAL:
        yield f"its personal class is {field.personal!r}; one of {', '.join(PERSONAL)}."
    if (field.personal == "person_key") != (field.person_kind is not None):
        yield "a person_key needs a person_kind, and nothing else may have one."
    kinds = PERSON_KINDS.get(table.zone, ())
    if field.person_kind is not None and field.person_kind not in kinds:
        yield f"person_kind {field.person_kind!r} may not be in the zone {table.zone}."
    if field.codes is not None and field.codes not in lists:
        yield f"its code list {field.codes!r} does not exist."
    if field.codes is not None and field.type != "text":
        yield "a coded field must be text."
    if field.max_length is not None and field.type != "text":
        yield "only text has a max_length."
    if not field.meaning.strip().endswith((".", "?")):
        yield "its meaning must be a sentence, with a full stop or a question mark at its end."
    if field.required == bool(field.empty_when):
        yield "empty_when must say when it may be empty, unless it is required."
    if field.references is not None:
        yield from _of_reference(field, table, tables)


def _of_reference(field: Field, table: Table, tables: Mapping[str, Table]) -> Iterator[str]:
    parent_name, _, parent_field = (field.references or "").partition(".")
    parent = tables.get(parent_name)
    if parent is None:
        yield f"it refers to the table {parent_name!r}, which does not exist."
        return
    if parent.primary_key != (parent_field,):
        yield f"it refers to {field.references}, which is not the whole key of {parent_name}."
    if (parent.zone == "lado") != (table.zone == "lado"):
        yield "allegation records may not be joined to other records."
    if parent_field in parent.columns and parent.field(parent_field).person_kind not in (
        None,
        field.person_kind,
    ):
        yield f"it must be a person_key of the same kind as {field.references}."
