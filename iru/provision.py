"""Databases, roles, schemas and grants. Run as often as you like: it only adds what lacks.

Who may read what (D9):

| role         | may                                                               |
| ------------ | ----------------------------------------------------------------- |
| iru_pipeline | owns every schema of the warehouse; alone reads raw               |
| iru_analyst  | read the published views `mart` and `indicators`                  |
| iru_lado     | read the published views `lado` and `indicators`                  |
| iru_manager  | read the recording-gap ledger `quality` and the views `mart`      |
| iru_report   | read `figures`, and nothing else                                  |
| iru_airflow  | owns Airflow's own database, and cannot enter the warehouse       |
| case_owner   | owns the sample county's case system                              |
| case_reader  | read the case system; its sessions are read-only                  |

Published views are made anew by the pipeline, night after night; default privileges make each
new one readable by the right roles without another grant.
"""

from __future__ import annotations

import psycopg
from psycopg import sql

from iru import secrets
from iru.db import ROLES, connect, url
from iru.errors import IruError
from iru.settings import Settings
from iru.settings import settings as current_settings

SCHEMAS = ("raw", "raw_lado", "ops", "quality", "mart", "lado", "indicators", "figures")
READERS = {
    "mart": ("analyst", "manager"),
    "indicators": ("analyst", "lado"),
    "lado": ("lado",),
    "quality": ("manager",),
    "figures": ("report",),
}
VISITORS = ("analyst", "lado", "manager", "report")


def provision(settings: Settings | None = None) -> None:
    """Make what lacks. Raises IruError when DATABASE_URL's user may not make roles."""
    chosen = settings or current_settings()
    with connect("admin", _entrance(chosen), chosen, autocommit=True) as admin:
        _roles(admin, chosen)
        _databases(admin, chosen)
    with connect("pipeline", settings=chosen) as warehouse:
        _warehouse(warehouse)
    if chosen.source_url is None:
        with connect("case_owner", settings=chosen) as case:
            _case_system(case)
    _password_file(chosen)


def drop_databases(settings: Settings) -> None:
    """Drop this authority's databases with all they hold, ending their sessions (tests)."""
    with connect("admin", _entrance(settings), settings, autocommit=True) as admin:
        for name in _database_owners(settings):
            drop = sql.SQL("drop database if exists {} with (force)")
            admin.execute(drop.format(sql.Identifier(name)))


def _entrance(settings: Settings) -> str | None:
    """The database through which databases are made: DATABASE_URL's own, or `postgres`."""
    if settings.admin_url:
        return psycopg.conninfo.conninfo_to_dict(settings.admin_url).get("dbname") or "postgres"
    return "postgres"


def _database_owners(settings: Settings) -> dict[str, str]:
    owners = {settings.warehouse_database: "pipeline", settings.airflow_database: "airflow"}
    if settings.source_url is None:
        owners[settings.case_database] = "case_owner"
    return owners


def _roles(admin: psycopg.Connection, settings: Settings) -> None:
    """Login roles with the passwords of <state>/secrets; an existing role gets its password anew,
    so that a lost or replaced secret mends itself."""
    known = {name for (name,) in admin.execute("select rolname from pg_roles")}
    for role, name in ROLES.items():
        if role == "admin":
            continue
        verb = "alter" if name in known else "create"
        words = secrets.password(role, settings)
        # Sent as a SCRAM verifier, so that no password can reach the server's log.
        verifier = admin.pgconn.encrypt_password(words.encode(), name.encode(), b"scram-sha-256")
        try:
            admin.execute(
                sql.SQL("{} role {} login password {}").format(
                    sql.SQL(verb), sql.Identifier(name), sql.Literal(verifier.decode())
                )
            )
        except psycopg.errors.InsufficientPrivilege:
            raise IruError(
                f"The role {name} could not be made.",
                where="setting DATABASE_URL",
                mend="Name a user there that may make roles and databases (createrole, createdb).",
            ) from None
    reader = sql.Identifier(ROLES["case_reader"])
    admin.execute(sql.SQL("alter role {} set default_transaction_read_only = on").format(reader))


def _databases(admin: psycopg.Connection, settings: Settings) -> None:
    known = {name for (name,) in admin.execute("select datname from pg_database")}
    superuser = admin.info.parameter_status("is_superuser") == "on"
    for name, role in _database_owners(settings).items():
        database, owner = sql.Identifier(name), sql.Identifier(ROLES[role])
        if name not in known:
            if not superuser:  # only a member of the owning role can give it a database
                admin.execute(sql.SQL("grant {} to current_user").format(owner))
            admin.execute(
                sql.SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
                    database, owner
                )
            )
            # A night's date is the local one, whoever asks.
            admin.execute(
                sql.SQL("alter database {} set timezone to 'Europe/London'").format(database)
            )
    visits = {settings.warehouse_database: VISITORS, settings.case_database: ("case_reader",)}
    for name, role in _database_owners(settings).items():
        database = sql.Identifier(name)
        with connect(role, name, settings) as owner_connection:
            owner_connection.execute(
                sql.SQL("revoke all on database {} from public").format(database)
            )
            for visitor in visits.get(name, ()):
                owner_connection.execute(
                    sql.SQL("grant connect on database {} to {}").format(
                        database, sql.Identifier(ROLES[visitor])
                    )
                )


def _warehouse(warehouse: psycopg.Connection) -> None:
    for name in SCHEMAS:
        schema = sql.Identifier(name)
        warehouse.execute(sql.SQL("create schema if not exists {}").format(schema))
        for reader in READERS.get(name, ()):
            _readable(warehouse, name, ROLES[reader])
    warehouse.execute("revoke create on schema public from public")


def _case_system(case: psycopg.Connection) -> None:
    _readable(case, "public", ROLES["case_reader"])


def _readable(connection: psycopg.Connection, schema: str, role: str) -> None:
    """Let `role` read every table and view of `schema`, those of the future included."""
    for grant in (
        "grant usage on schema {schema} to {role}",
        "grant select on all tables in schema {schema} to {role}",
        "alter default privileges in schema {schema} grant select on tables to {role}",
    ):
        connection.execute(
            sql.SQL(grant).format(schema=sql.Identifier(schema), role=sql.Identifier(role))
        )


def _password_file(settings: Settings) -> None:
    """The analyst's password in PostgreSQL's own form (PGPASSFILE), for `psql`."""
    parts = psycopg.conninfo.conninfo_to_dict(url("analyst", settings=settings))
    fields = (parts["host"], parts.get("port", 5432), parts["dbname"], parts["user"])
    line = ":".join(str(field) for field in (*fields, parts["password"]))
    secrets.write(secrets.folder(settings) / "analyst.pgpass", line + "\n")
