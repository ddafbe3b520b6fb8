"""`iru nightly`: the night's steps one by one, or all of them, without Airflow."""

from __future__ import annotations

import logging
import sys

import click

from iru.settings import settings as current_settings

BUILDS = """
    select build_id, load_id, status, to_char(known_at, 'YYYY-MM-DD HH24:MI'),
        coalesce(to_char(published_at, 'YYYY-MM-DD HH24:MI'), ''),
        case when dropped_at is not null then 'dropped' else '' end
    from ops.builds order by build_id desc limit %s"""
LOADS = """
    select load_id, status, coalesce(to_char(as_at, 'YYYY-MM-DD HH24:MI'), ''), rows_read,
        rows_opened, rows_closed, coalesce(split_part(message, E'\\n', 1), '')
    from ops.loads order by load_id desc limit %s"""


@click.group()
def commands() -> None:
    """The nightly steps, each as the nightly DAG calls it."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)


@commands.command()
@click.option("--accept-shrink", multiple=True, metavar="TABLE", help="Let TABLE lose many rows.")
def extract(accept_shrink: tuple[str, ...]) -> None:
    """Load the case system's extract into raw, with history."""
    from iru.extract import extract as run

    done = run(current_settings(), accept_shrink)
    told = "{rows_read:,} rows read, {rows_opened:,} opened, {rows_closed:,} closed"
    click.echo(f"Load {done['load_id']}, as at {done['as_at']}: {told.format(**done)}.")
    if not done["changed"]:
        click.echo("Nothing has changed since the last load.")


@commands.command()
@click.argument("load_id", type=int, required=False)
@click.option("--known-at", metavar="NIGHT", help="As known on that date (2017-05-15) or moment.")
def build(load_id: int | None, known_at: str | None) -> None:
    """Build the warehouse from LOAD_ID (the newest, unless named) in schemas of its own."""
    from iru.nights import load_known_at
    from iru.transform import build as run

    if known_at and load_id:
        raise click.UsageError("Name a load or a night, not both.")
    if known_at:
        load_id = load_known_at(current_settings(), known_at)
    build_id = run(load_id or _newest("loads", "load_id"), settings=current_settings())
    click.echo(f"Build {build_id} is made; check it with: iru nightly check {build_id}")


@commands.command()
@click.argument("build_id", type=int, required=False)
@click.option("--raw", is_flag=True, help="Check the newest load instead, at the raw border.")
def check(build_id: int | None, raw: bool) -> None:
    """Check BUILD_ID (the newest, unless named) before it is published."""
    from iru import quality

    if raw:
        quality.check_raw(_newest("loads", "load_id"), current_settings())
    else:
        quality.check_warehouse(build_id or _newest("builds", "build_id"), current_settings())
    click.echo("No structural fault.")


@commands.command()
@click.argument("build_id", type=int, required=False)
@click.option("--earlier-night", is_flag=True, help="Even if it shows an earlier night.")
def publish(build_id: int | None, earlier_night: bool) -> None:
    """Point the published views at BUILD_ID (the newest, unless named)."""
    from iru.warehouse import publish as run

    build_id = build_id or _newest("builds", "build_id")
    done = run(build_id, current_settings(), earlier_night)
    click.echo(f"Build {done['build_id']} is published: {done['views']} views.")


@commands.command()
def rollback() -> None:
    """Point the published views at the build before the published one."""
    from iru.warehouse import rollback as run

    click.echo(f"The published views show build {run(current_settings())['build_id']} again.")


@commands.command()
@click.argument("build_id", type=int, required=False)
def worklists(build_id: int | None) -> None:
    """Write the restricted worklists of BUILD_ID (the newest, unless named)."""
    from iru import quality

    folder = quality.write_worklists(build_id or _newest("builds", "build_id"), current_settings())
    click.echo(f"Worklists: {folder}")


@commands.command("run-all")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.pass_context
def run_all(context: click.Context, force: bool) -> None:
    """Every step of the night, one after another."""
    from iru import quality, transform, warehouse
    from iru.extract import extract as load

    settings = current_settings()
    load_id = load(settings)["load_id"]
    if not force and warehouse.nothing_to_do(settings, load_id):
        click.echo("The published warehouse holds all of it already.")
        return
    quality.check_raw(load_id, settings)
    build_id = transform.build(load_id, settings=settings)
    quality.check_warehouse(build_id, settings)
    warehouse.publish(build_id, settings)
    click.echo(f"Worklists: {quality.write_worklists(build_id, settings)}")
    context.invoke(status)


@commands.command()
@click.option("--last", default=5, show_default=True, help="How many loads and builds to list.")
def status(last: int) -> None:
    """The last loads and builds, and what is published."""
    from iru import ops
    from iru.db import connect
    from iru.warehouse import published_build

    with connect("pipeline", settings=current_settings()) as warehouse:
        ops.create(warehouse)
        loads = warehouse.execute(LOADS, [last]).fetchall()
        builds = warehouse.execute(BUILDS, [last]).fetchall()
    _show(("load", "status", "as at", "read", "opened", "closed", ""), loads)
    _show(("build", "load", "status", "known at", "published", ""), builds)
    shown = published_build(current_settings())
    told = f"build {shown['build_id']}, data to {shown['data_as_at']}" if shown else "nothing yet"
    click.echo(f"Published: {told}.")


def _newest(table: str, key: str) -> int:
    from iru import ops
    from iru.db import connect
    from iru.errors import IruError

    condition = ops.GOOD_LOAD if table == "loads" else "status <> 'failed'"
    with connect("pipeline", settings=current_settings()) as warehouse:
        ops.create(warehouse)
        newest = warehouse.execute(f"select max({key}) from ops.{table} where {condition}")
        number = newest.fetchone()[0]
    if number is None:
        raise IruError(
            f"There are no {table} yet.",
            where=f"ops.{table}",
            mend="Run the step before: iru nightly extract, then iru nightly build.",
        )
    return number


def _show(heading: tuple[str, ...], rows: list[tuple]) -> None:
    """A small table, its columns as wide as they need to be."""
    lines = [heading, *([f"{v:,}" if type(v) is int else str(v or "") for v in r] for r in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heading))]
    for line in lines:
        cells = (text.ljust(width) for text, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
    click.echo()
