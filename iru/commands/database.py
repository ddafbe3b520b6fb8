"""`iru database`: the server, its databases and roles."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess

import click
from psycopg.conninfo import conninfo_to_dict

from iru import postgres, secrets
from iru.db import url
from iru.postgres_place import installed
from iru.provision import provision
from iru.settings import Settings, settings


@click.group()
def commands() -> None:
    """The PostgreSQL server, its databases and roles."""


@commands.command()
def start() -> None:
    """Start the embedded server, making it first if it is not there."""
    postgres.ensure_running(settings())
    click.echo(_state(settings()))


@commands.command()
def stop() -> None:
    """Stop the embedded server."""
    click.echo("stopped" if postgres.stop(settings()) else "it was not running")


@commands.command()
def status() -> None:
    """Say whether the server runs, and where."""
    click.echo(_state(settings()))


@commands.command(name="provision")
def provision_command() -> None:
    """Make databases, roles, schemas and grants that lack."""
    provision(settings())
    click.echo("databases, roles and grants are as they should be")


@commands.command()
def psql() -> None:
    """Open psql on the warehouse as an analyst."""
    program, arguments, environment = _psql(settings())
    os.execvpe(program, [program, *arguments], os.environ | environment)


@commands.command()
@click.confirmation_option(prompt="Delete the embedded server's databases and all they hold?")
def remove() -> None:
    """Stop the embedded server and delete its data. Reports and secrets stay."""
    gone = postgres.remove(settings())
    click.echo(f"removed {gone}" if gone else "there was nothing to remove")


def psql_line(chosen: Settings) -> str:
    """A line ready to paste that opens psql as an analyst; it holds no password."""
    program, arguments, environment = _psql(chosen)
    assignments = [f"{name}={shlex.quote(value)}" for name, value in environment.items()]
    return " ".join([*assignments, shlex.join([program, *arguments])])


def _psql(chosen: Settings) -> tuple[str, list[str], dict[str, str]]:
    """The program, its arguments and its environment."""
    parts = conninfo_to_dict(url("analyst", settings=chosen))
    arguments = ["-h", parts["host"], "-p", str(parts.get("port", 5432)), "-U", parts["user"]]
    password_file = secrets.folder(chosen) / "analyst.pgpass"
    return _program(), [*arguments, parts["dbname"]], {"PGPASSFILE": str(password_file)}


def _program() -> str:
    """The machine's own psql if it works (Debian has a wrapper that may not), else ours."""
    found = shutil.which("psql")
    if found and subprocess.run([found, "--version"], capture_output=True).returncode == 0:
        return "psql"
    return str(installed() / "bin" / "psql")


def _state(chosen: Settings) -> str:
    if chosen.admin_url:
        return "DATABASE_URL names another server; the embedded one is not used"
    if not postgres.running(chosen):
        return "not running"
    where = postgres.place(chosen)
    return f"running on 127.0.0.1:{postgres.port(chosen)}, data in {where.data}"
