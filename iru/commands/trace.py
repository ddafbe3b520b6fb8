"""`iru trace`: from a figure to its rows and to the raw row versions behind them."""

from __future__ import annotations

from pathlib import Path

import click

from iru.settings import settings as current_settings


@click.command()
@click.argument("indicator")
@click.argument("period")
@click.argument("member", required=False, metavar="[MEMBER|BREAKDOWN=MEMBER]")
@click.option(
    "--as",
    "role",
    default="manager",
    show_default=True,
    type=click.Choice(["manager", "lado"]),
    help="Whose right to see records you use; figures about allegations need lado.",
)
@click.option("--build", "build_id", type=int, help="A kept build; the published one unless named.")
@click.option(
    "--period-type",
    type=click.Choice(["month", "quarter", "year"]),
    help="Where a key could be two kinds of period, such as 2011-12.",
)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1), help="Rows to show."
)
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write every row to this file (readable by you alone) instead.",
)
def command(
    indicator: str,
    period: str,
    member: str | None,
    role: str,
    build_id: int | None,
    period_type: str | None,
    limit: int,
    csv_file: Path | None,
) -> None:
    """Show the records that a figure counts, and which raw row versions they come from.

    For example: iru trace lac_review_on_time_pct 2016-17 locality=EXETER. The output is
    restricted: it names records of the case system.
    """
    from iru.trace import show, trace
    from iru.trace.restricted import NOTE, write_csv

    found = trace(
        indicator,
        period,
        member,
        settings=current_settings(),
        role=role,
        build_id=build_id,
        period_type=period_type,
        limit=None if csv_file else limit,
    )
    if csv_file:
        count = write_csv(csv_file, show.HEADING, show.csv_rows(found))
        click.echo(f"{show.said(found.figure)}: {count:,} lines written to {csv_file}.")
        click.echo(NOTE, err=True)
        return
    for line in show.text(found):
        click.echo(line)
