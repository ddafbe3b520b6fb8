"""What must never leave raw (D9), asked of the columns and values of the build itself.

The forbidden names are the contract's own: every field of the classes `direct` (names, addresses,
free text) and `date_of_birth`. Values are tried too, for a column may have a harmless name.
"""

from __future__ import annotations

import psycopg

from iru.contract import load_contract
from iru.pseudonyms import HEX_DIGITS, LETTERS
from iru.quality.check import Structural

PUBLISHED = ("mart", "lado", "indicators")
NEVER = ("direct", "date_of_birth")
MEND = "Take it out of the model. Names and dates of birth stay in raw and in what is unpublished."


def checks(warehouse: psycopg.Connection, schema_prefix: str) -> list[Structural]:
    """The walls' checks for one build, made from its columns."""
    layers = {layer: f"{schema_prefix}_{layer}" for layer in PUBLISHED}
    columns = _columns(warehouse, list(layers.values()))
    children = [one for one in columns if one[0] != layers["lado"]]
    allegations = [one for one in columns if one[0] == layers["lado"]]
    results = [one for one in columns if one[0] == layers["indicators"]]
    return [
        _forbidden_names(list(layers.values())),
        _no_primary_key(list(layers.values())),
        _not_a_pseudonym("child", [one for one in children if one[2] == "child_id"]),
        _not_a_pseudonym("staff", [one for one in children if one[2].endswith("staff_id")]),
        _not_a_pseudonym("lado_subject", [one for one in allegations if one[2] == "subject_id"]),
        _holds_pseudonyms(
            "allegations without children",
            "The allegations' layer holds a pseudonym of the children's zone.",
            allegations,
            [LETTERS[kind] for kind in ("child", "adult", "staff")],
        ),
        _holds_pseudonyms(
            "indicators without people",
            "The indicators' layer holds somebody's pseudonym.",
            results,
            list(LETTERS.values()),
        ),
    ]


def _columns(warehouse: psycopg.Connection, schemas: list[str]) -> list[tuple[str, str, str]]:
    """(schema, table, column) of every text column."""
    return warehouse.execute(
        "select table_schema, table_name, column_name from information_schema.columns"
        " where table_schema = any(%s) and data_type = 'text' order by 1, 2, 3",
        (schemas,),
    ).fetchall()


def _forbidden_names(schemas: list[str]) -> Structural:
    fields = [field for table in load_contract().tables.values() for field in table.fields]
    names = {name for one in fields if one.personal in NEVER for name in (one.name, one.plain)}
    # A plain name may be harmless elsewhere, where the contract says so of another field.
    names -= {one.plain for one in fields if one.personal not in NEVER}
    return Structural(
        id="published columns",
        table="the published layers",
        message="A published column has the name of something that never leaves raw.",
        mend=MEND,
        sql=f"""
        select table_name || '.' || column_name as what
        from information_schema.columns
        where table_schema in ({_list(schemas)}) and column_name in ({_list(sorted(names))})""",
        shows="what",
    )


def _no_primary_key(schemas: list[str]) -> Structural:
    return Structural(
        id="published keys",
        table="the published layers",
        message="A published table has no primary key, so nothing keeps its rows apart.",
        mend="Give the model a primary key in its contract; dbt then makes PostgreSQL hold it.",
        sql=f"""
        select table_name as what
        from information_schema.tables as published
        where table_schema in ({_list(schemas)})
            and table_name <> 'dim_build'
            and not exists (
                select 1
                from information_schema.table_constraints as promised
                where promised.table_schema = published.table_schema
                    and promised.table_name = published.table_name
                    and promised.constraint_type = 'PRIMARY KEY'
            )""",
        shows="what",
    )


def _not_a_pseudonym(kind: str, columns: list[tuple[str, str, str]]) -> Structural:
    return Structural(
        id=f"published {kind} pseudonyms",
        table="the published layers",
        message=f"A column that identifies a person ({kind}) holds other than pseudonyms.",
        mend="Take the person from staging, where the identifier is a pseudonym already.",
        sql=_values(columns, f"!~ '{_pattern(LETTERS[kind])}'"),
        shows="what",
    )


def _holds_pseudonyms(
    name: str, message: str, columns: list[tuple[str, str, str]], letters: list[str]
) -> Structural:
    return Structural(
        id=name,
        table="the published layers",
        message=message,
        mend=MEND,
        sql=_values(columns, f"~ '{_pattern(''.join(letters))}'"),
        shows="what",
    )


def _pattern(letters: str) -> str:
    # Braces are doubled, for a single one would be a placeholder.
    return f"^[{letters}][0-9a-f]{{{{{HEX_DIGITS}}}}}$"


def _values(columns: list[tuple[str, str, str]], fault: str) -> str:
    """`table.column` once for each value at fault; no row when there is no column to look at."""
    parts = [
        f"select '{table}.{column}' as what from {schema}.{table} where {column} {fault}"
        for schema, table, column in columns
    ]
    return "\nunion all\n".join(parts) or "select null as what where false"


def _list(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
