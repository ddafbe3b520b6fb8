"""Structural checks, made from the contract: nothing of it is said here again.

A broken key, or a missing or mistyped column, always stops the night. A single missing value or
unknown code does not: it is counted, and the recording gaps name those that matter. Only when
more than a tenth of a column's values break its rule can nobody count with the column any more;
that is a fault of the extract, not of a worker, and stops the night as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from iru.contract import CodeList, Contract, Field, Table
from iru.contract.ddl import SQL_TYPES
from iru.quality.check import Structural

UNUSABLE_SHARE = 0.10
# PostgreSQL's own names of the types that the contract's DDL asks for.
CATALOGUE_NAMES = {"timestamptz": "timestamp with time zone"}


def columns(contract: Contract) -> list[Structural]:
    """One check a table: every column is there, and of its type. They run before all others."""
    return [_columns(table) for table in contract.tables.values()]


def rules(table: Table, contract: Contract) -> list[Structural]:
    """Key, required values, codes and references of one table."""
    found = [_key(table)]
    for field in table.fields:
        found += _rules_of(table, field, contract)
    return found


def _columns(table: Table) -> Structural:
    expected = ", ".join(
        f"('{field.name}', '{CATALOGUE_NAMES.get(kind, kind)}')"
        for field in table.fields
        for kind in [SQL_TYPES[field.type]]
    )
    return Structural(
        id=f"{table.name} columns",
        table=table.name,
        message="A column of the contract is missing, or is of another type.",
        mend="Compare the table with the data dictionary and mend the extract; after a change of "
        "the contract, load again.",
        sql=f"""
        select expected.name as what
        from (values {expected}) as expected (name, type)
        left join information_schema.columns as found
            on found.table_schema = '{table.raw_schema}' and found.table_name = '{table.name}'
            and found.column_name = expected.name
        where found.data_type is distinct from expected.type""",
        shows="what",
    )


def _key(table: Table) -> Structural:
    key = ", ".join(table.primary_key)
    empty = " or ".join(f"{name} is null" for name in table.primary_key)
    return Structural(
        id=f"{table.name} key",
        table=table.name,
        message=f"The key ({key}) is empty, or more than one current row has it.",
        mend=f"Grain: {table.grain}. Ask whoever supplies the extract for one row a key.",
        sql=f"""
        select 1 from {{{table.name}}} as faulty
        group by {key}
        having count(*) > 1 or {empty}""",
    )


def _rules_of(table: Table, field: Field, contract: Contract) -> Iterator[Structural]:
    if field.required and field.name not in table.primary_key:
        # A column cast to text is blank exactly when it is null or, for text, only spaces.
        yield _rule(
            table,
            field,
            "required",
            "is empty",
            f"coalesce(btrim({field.name}::text), '') = ''",
            "true",
        )
    if field.codes:
        codes = _codes(contract.code_lists[field.codes])
        yield _rule(
            table,
            field,
            "codes",
            f"holds a code that is not in the list {field.codes!r}",
            f"btrim({field.name}::text) not in ({codes})",
        )
    if field.references:
        parent, _, key = field.references.partition(".")
        lost = (
            f"{field.name} is not null and not exists "
            f"(select 1 from {{{parent}}} as parent where parent.{key} = child.{field.name})"
        )
        if not field.required:
            # An authority that supplies nothing of the parent has broken no reference.
            lost += f" and exists (select 1 from {{{parent}}} as parent)"
        says = f"names a record that {parent} does not hold"
        yield _rule(table, field, "parent", says, lost)


def _rule(
    table: Table, field: Field, rule: str, says: str, where: str, looked_at: str | None = None
) -> Structural:
    looked_at = looked_at or f"{field.name} is not null"
    return Structural(
        id=f"{table.name}.{field.name} {rule}",
        table=table.name,
        message=f"{field.name} {says}.",
        mend="More than a tenth of the values are at fault, so look at the extract first: it may "
        "write other codes, or leave the column out.",
        tolerated=UNUSABLE_SHARE,
        sql=f"select 1 from {{{table.name}}} as child where {where}",
        rows_sql=f"select count(*) from {{{table.name}}} as child where {looked_at}",
    )


def _codes(codes: CodeList) -> str:
    return ", ".join("'" + str(code).replace("'", "''") + "'" for code in codes.codes)
