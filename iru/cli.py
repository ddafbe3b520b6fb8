"""The `iru` command. Each group of commands lies in a module of `iru.commands`, as does a command
that belongs to no group.

A module is imported only when it is called: `iru --help` must not wait for matplotlib.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from iru.errors import IruError

# group → what it does; the module of the same name in iru.commands holds a click group `commands`.
GROUPS = {
    "contract": "What a case system must supply: dictionary, templates, generated files.",
    "database": "The PostgreSQL server, its databases and roles.",
    "sample": "The synthetic sample county's case system.",
    "nightly": "The nightly steps: extract, build, check, publish.",
    "indicators": "Published figures beside ours; other areas' figures.",
    "quality": "Expectations, recording gaps and worklists.",
    "report": "Editions of the annual and quarterly reports.",
}
# command → what it does; the module of the same name holds a click command `command`.
COMMANDS = {
    "trace": "From a figure to the records it counts and the raw rows behind them.",
}


class LazyGroups(click.Group):
    """A group whose members are imported when they are first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*GROUPS, *COMMANDS]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in GROUPS | COMMANDS:
            return None
        module = importlib.import_module(f"iru.commands.{name}")
        return module.commands if name in GROUPS else module.command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list((GROUPS | COMMANDS).items()))


@click.group(cls=LazyGroups)
def iru() -> None:
    """The IRU warehouse: from a case system to a report an Independent Reviewing Unit can sign."""


def main() -> None:
    """Run the command; an IruError is printed as it is, without a traceback, as is a file that
    cannot be read or written."""
    if sys.argv[1:2] != ["contract"]:  # that group writes files of the project only
        os.umask(0o077)  # what the others write is about children: nobody else here reads it
    try:
        iru(standalone_mode=True)
    except IruError as error:
        click.echo(f"iru: {error.message()}", err=True)
        sys.exit(1)
    except OSError as error:
        if not error.filename:
            raise
        click.echo(f"iru: {error.strerror}.\n  where: {error.filename}", err=True)
        sys.exit(1)
    except Exception as error:
        said = _database_said(error)
        if said is None:
            raise
        click.echo(f"iru: The database refused: {said}.", err=True)
        sys.exit(1)


def _database_said(error: Exception) -> str | None:
    """The kind of a database error, or None of another. PostgreSQL quotes values of records in its
    own words, and what a terminal shows is often kept in a log."""
    import psycopg

    from iru.alerts import without_data

    return without_data(error) if isinstance(error, psycopg.Error) else None
