"""Keyed pseudonyms of people (D9; docs/decisions/0001-pseudonym-crosswalk.md).

A pseudonym is HMAC-SHA256 of kind and identifier, shortened to 80 bits, behind a letter for the
kind: C child, A adult, S staff; L and K for the adult and the child of an allegation, under
another key, in another schema. Keys are read from files and used in this process only.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable

import psycopg
from psycopg import sql

from iru import secrets
from iru.contract import Table
from iru.errors import IruError
from iru.settings import Settings

LETTERS = {"child": "C", "adult": "A", "staff": "S", "lado_subject": "L", "lado_child": "K"}
HEX_DIGITS = 20
BATCH = 20_000
# zone of the key → the schema of its crosswalk
SCHEMAS = {"children": "raw", "lado": "raw_lado"}

CROSSWALK = """
    create table if not exists {} (
        kind text not null, natural_key text not null, pseudonym text not null unique,
        primary key (kind, natural_key))"""
LACKING = """
    select distinct kind, natural_key from pg_temp.people
    where schema = %s and not exists (
        select from {} as known
        where known.kind = people.kind and known.natural_key = people.natural_key)"""


def pseudonym(key: bytes, kind: str, natural_key: str) -> str:
    """The pseudonym of one person: a letter and 20 hexadecimal digits.

    The kind is hashed too, so that child 17 and worker 17 have nothing in common.
    """
    digest = hmac.digest(key, f"{kind}\0{natural_key}".encode(), "sha256")
    return LETTERS[kind] + digest.hex()[:HEX_DIGITS]


def require_keys(connection: psycopg.Connection, settings: Settings) -> dict[str, bytes]:
    """The two zones' keys. Raises IruError if one is not the key that raw was loaded with.

    At the first load their fingerprints are kept: an HMAC of a constant, which tells a key from
    another and gives nothing of it away.
    """
    keys = {zone: secrets.pseudonym_key(zone, settings) for zone in SCHEMAS}
    for zone, key in keys.items():
        fingerprint = hmac.digest(key, b"fingerprint of the IRU pseudonym key", "sha256").hex()[:32]
        known = connection.execute(
            "insert into ops.pseudonym_keys (zone, fingerprint) values (%s, %s)"
            " on conflict (zone) do update set zone = excluded.zone returning fingerprint",
            [zone, fingerprint],
        ).fetchone()[0]
        if not hmac.compare_digest(known, fingerprint):
            raise IruError(
                f"The pseudonym key of the zone {zone} is not the one raw was loaded with.",
                where=str(secrets.folder(settings) / f"pseudonyms_{zone}.key"),
                mend="Put the old key file back. With another key every child would become a "
                "stranger to their own history.",
            )
    return keys


def prepare(connection: psycopg.Connection) -> None:
    """Make the crosswalks if they lack, and this load's list of people."""
    for schema in SCHEMAS.values():
        connection.execute(sql.SQL(CROSSWALK).format(sql.Identifier(schema, "pseudonyms")))
    connection.execute(
        "create temporary table people (schema text, kind text, natural_key text) on commit drop"
    )


def note_people(connection: psycopg.Connection, table: Table, rows: sql.Composable) -> None:
    """Note everyone whom `rows` of this table name (only new and changed rows need looking at)."""
    for field in table.fields:
        if field.personal == "person_key":
            connection.execute(
                sql.SQL(
                    # Spaces around an identifier are no part of it; staging joins it so too.
                    "insert into pg_temp.people select distinct %s, %s, btrim({column}::text)"
                    " from {rows} as night where btrim({column}::text) <> ''"
                ).format(column=sql.Identifier(field.name), rows=rows),
                [table.raw_schema, field.person_kind],
            )


def add_lacking(connection: psycopg.Connection, keys: dict[str, bytes]) -> int:
    """Give a pseudonym to everyone noted who has none yet; how many there were.

    Raises IruError if two people would share a pseudonym (one chance in 10^11 for ten million).
    """
    connection.execute("analyze pg_temp.people")
    added = 0
    for zone, schema in SCHEMAS.items():
        crosswalk = sql.Identifier(schema, "pseudonyms")
        with connection.cursor(name=f"lacking_{schema}") as lacking:
            lacking.execute(sql.SQL(LACKING).format(crosswalk), [schema])
            while people := lacking.fetchmany(BATCH):
                rows = ((kind, name, pseudonym(keys[zone], kind, name)) for kind, name in people)
                _write(connection, crosswalk, rows)
                added += len(people)
        if added:
            connection.execute(sql.SQL("analyze {}").format(crosswalk))
    return added


def _write(
    connection: psycopg.Connection, crosswalk: sql.Identifier, rows: Iterable[tuple[str, str, str]]
) -> None:
    try:
        with connection.cursor().copy(
            sql.SQL("copy {} (kind, natural_key, pseudonym) from stdin").format(crosswalk)
        ) as target:
            for row in rows:
                target.write_row(row)
    except psycopg.errors.UniqueViolation:
        raise IruError(
            "Two people would share one pseudonym.",
            where=crosswalk.as_string(connection),
            mend="Lengthen HEX_DIGITS in iru/pseudonyms.py, empty the crosswalk and load again.",
        ) from None
