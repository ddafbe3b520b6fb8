"""Connections to the databases, by role.

A role is named without its `iru_` prefix. What each may read or write is said in
`iru.provision`; a program asks for the least that does its work.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

from iru import postgres, secrets
from iru.errors import IruError
from iru.settings import Settings
from iru.settings import settings as current_settings

# role → the name PostgreSQL knows it by
ROLES = {
    "admin": "iru_admin",
    "pipeline": "iru_pipeline",
    "analyst": "iru_analyst",
    "lado": "iru_lado",
    "manager": "iru_manager",
    "report": "iru_report",
    "airflow": "iru_airflow",
    "case_owner": "case_owner",
    "case_reader": "case_reader",
}


class NotReachable(IruError):
    """No connection; it may come back by itself, so a task tries again."""


def default_database(role: str, settings: Settings) -> str:
    """The database a role works in when none is named."""
    if role.startswith("case_"):
        return settings.case_database
    return settings.airflow_database if role == "airflow" else settings.warehouse_database


def url(role: str, database: str | None = None, settings: Settings | None = None) -> str:
    """postgresql://role:password@host:port/database, for programs that take a URL.

    It holds a password: never print or log it. With DATABASE_URL set, host, port and
    options (such as sslmode) are that URL's, and "admin" is its own user; with
    IRU_SOURCE_URL set, "case_reader" is whoever that URL names.
    """
    chosen = settings or current_settings()
    if role not in ROLES:
        raise ValueError(f"no role {role!r}")
    if role == "case_reader" and chosen.source_url and database is None:
        return chosen.source_url
    name = database or default_database(role, chosen)
    if chosen.admin_url:
        server = urlsplit(chosen.admin_url)
        user, _, host = server.netloc.rpartition("@")
        options = server.query
    else:
        user, host, options = "", f"127.0.0.1:{postgres.port(chosen)}", ""
    if role != "admin" or not user:
        user = f"{ROLES[role]}:{secrets.password(role, chosen)}"
    return urlunsplit(("postgresql", f"{user}@{host}", f"/{quote(name)}", options, ""))


def connect(
    role: str = "pipeline",
    database: str | None = None,
    settings: Settings | None = None,
    autocommit: bool = False,
) -> psycopg.Connection:
    """A connection as `role`; used as a context manager it commits, or rolls back on an error.

    Raises NotReachable when the server does not answer or does not know the role.
    """
    chosen = settings or current_settings()
    name = database or default_database(role, chosen)
    try:
        return psycopg.connect(
            url(role, database, chosen),
            autocommit=autocommit,
            application_name="iru",
            connect_timeout=10,
        )
    except psycopg.OperationalError as error:
        # PostgreSQL's own sentence names host, role and database, never the password; its hints,
        # which are set in, follow.
        said = [line for line in str(error).splitlines() if line and not line[0].isspace()]
        raise NotReachable(
            f"No connection to the database {name!r} as {ROLES[role]}.",
            where=said[-1] if said else "",
            mend=_mend(role, chosen),
        ) from None


def _mend(role: str, settings: Settings) -> str:
    if role == "case_reader" and settings.source_url:
        return "See that this server runs, and that IRU_SOURCE_URL names it and a login it knows."
    if settings.admin_url:
        return "See that the server of DATABASE_URL runs, then run `iru database provision`."
    return "Run `iru database start`, then `iru database provision`."
