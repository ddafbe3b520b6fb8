"""The stable views that readers use, pointed at the tables of one build (D3).

Views are replaced, not dropped, wherever that can be done, so that grants and the views that
others built on them survive. All functions work within the caller's transaction.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from iru.errors import IruError

LAYERS = ("mart", "lado", "indicators")
# The schemas of builds; views on these are ours to replace.
BUILD_SCHEMA = r"^b\d{6}_"

RELATIONS = """
    select relname from pg_class
    where relnamespace = to_regnamespace(%s) and relkind in ('r', 'p', 'v', 'm')
    order by relname"""
COLUMNS = """
    select attname, format_type(atttypid, atttypmod) from pg_attribute
    where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped
    order by attnum"""
# Views (in any schema) whose definition reads a given relation.
DEPENDENTS = """
    select distinct reader.relnamespace::regnamespace || '.' || reader.relname
    from pg_depend
    join pg_rewrite on pg_rewrite.oid = pg_depend.objid
    join pg_class as reader on reader.oid = pg_rewrite.ev_class
    where pg_depend.classid = 'pg_rewrite'::regclass
        and pg_depend.refclassid = 'pg_class'::regclass
        and pg_depend.refobjid = to_regclass(%s) and reader.oid <> pg_depend.refobjid
    order by 1"""


def point_at(connection: psycopg.Connection, prefix: str) -> tuple[int, list[str]]:
    """Point every published view at the build `prefix` (such as "b000012").

    Returns how many views there are, and the names of views that the build no longer makes but
    on which others depend: these stay, and show an earlier build. Raises IruError if the build
    has no tables, or if a view that others depend on would lose or retype a column.
    """
    count, kept = 0, []
    for layer in LAYERS:
        names = _relations(connection, f"{prefix}_{layer}")
        for name in names:
            _point(connection, layer, name, f"{prefix}_{layer}")
        for gone in set(_relations(connection, layer)) - set(names):
            if dependents(connection, layer, gone):
                kept.append(f"{layer}.{gone}")
            else:
                view = sql.Identifier(layer, gone)
                connection.execute(sql.SQL("drop view {}").format(view))
        count += len(names)
    if count == 0:
        raise IruError(
            "The build has no tables to publish.",
            where=f"schemas {prefix}_mart, {prefix}_lado, {prefix}_indicators",
            mend="Build again: iru nightly build.",
        )
    return count, sorted(kept)


def dependents(connection: psycopg.Connection, schema: str, name: str) -> list[str]:
    """Views that read the relation, such as an analyst's own, as schema.name."""
    return [found for (found,) in connection.execute(DEPENDENTS, [f'{schema}."{name}"'])]


def is_shown(connection: psycopg.Connection, prefix: str) -> bool:
    """Whether any view outside the builds' own schemas reads a table of the build."""
    return connection.execute(
        """
        select exists (
            select from pg_depend
            join pg_rewrite on pg_rewrite.oid = pg_depend.objid
            join pg_class as reader on reader.oid = pg_rewrite.ev_class
            join pg_class as shown on shown.oid = pg_depend.refobjid
            where pg_depend.classid = 'pg_rewrite'::regclass
                and pg_depend.refclassid = 'pg_class'::regclass
                and starts_with(shown.relnamespace::regnamespace::text, %s)
                and reader.relnamespace::regnamespace::text !~ %s)""",
        [f"{prefix}_", BUILD_SCHEMA],
    ).fetchone()[0]


def _point(connection: psycopg.Connection, layer: str, name: str, build_schema: str) -> None:
    view, held = sql.Identifier(layer, name), _columns(connection, layer, name)
    offered = _columns(connection, build_schema, name)
    if any(offered.get(column) != kind for column, kind in held.items()):
        # PostgreSQL cannot take a column away from a view, nor give it another type.
        readers = dependents(connection, layer, name)
        if readers:
            lost = [column for column, kind in held.items() if offered.get(column) != kind]
            raise IruError(
                f"The view {layer}.{name} would lose or retype {', '.join(lost)}, and others "
                f"depend on it: {', '.join(readers)}.",
                where=build_schema,
                mend="Drop or change those views, or keep the columns; then publish again.",
            )
        connection.execute(sql.SQL("drop view {}").format(view))
        held = {}
    # Columns keep the places they have; new ones go to the end.
    order = [*held, *(column for column in offered if column not in held)]
    connection.execute(
        sql.SQL("create or replace view {} as select {} from {}").format(
            view,
            sql.SQL(", ").join(sql.Identifier(column) for column in order),
            sql.Identifier(build_schema, name),
        )
    )


def _relations(connection: psycopg.Connection, schema: str) -> list[str]:
    return [name for (name,) in connection.execute(RELATIONS, [schema])]


def _columns(connection: psycopg.Connection, schema: str, name: str) -> dict[str, str]:
    return dict(connection.execute(COLUMNS, [f'{schema}."{name}"']).fetchall())
