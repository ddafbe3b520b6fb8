"""`iru indicators`: what was published beside what we count, and other areas' figures."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from iru.comparators.load import load_comparators
from iru.comparators.populations import load_populations
from iru.errors import IruError
from iru.published.compare import Line, Verdict, compare
from iru.published.figures import load_published
from iru.published.results import published_results
from iru.settings import settings


@click.group()
def commands() -> None:
    """Published figures and comparators."""


@commands.command(name="compare")
@click.option("--period", help="Only this period, such as 2016-17 or 2017-03.")
@click.option("--all", "everything", is_flag=True, help="Also figures we need not arrive at.")
def compare_command(period: str | None, everything: bool) -> None:
    """Print each published figure beside ours; fail when one that should agree differs."""
    figures = [
        figure
        for figure in load_published()
        if (period is None or figure.period_key == period) and (everything or figure.is_target)
    ]
    if not figures:
        raise IruError(
            f"No figure of the period {period} was published.",
            where="config/published/",
            mend="Name a period as those files do, such as 2016-17, or leave --period out.",
        )
    lines = compare(published_results(settings()), figures)
    for text in described(lines):
        click.echo(text)
    if any(line.verdict is Verdict.DIFFERS for line in lines):
        sys.exit(1)


def described(lines: list[Line]) -> list[str]:
    """The lines in columns (what, ours, published, verdict and why), and a count at the end."""
    rows = [
        (line.name, line.ours or "–", line.theirs, f"{line.verdict}{line.why and f': {line.why}'}")
        for line in lines
    ]
    widths = [max(len(row[n]) for row in rows) for n in range(3)]
    texts = [
        "  ".join((*(row[n].ljust(widths[n]) for n in range(3)), row[3])).rstrip() for row in rows
    ]
    counts = Counter(line.verdict for line in lines)
    total = ", ".join(f"{verdict} {counts[verdict]}" for verdict in Verdict if counts[verdict])
    return [*texts, f"{len(lines)} figures: {total}"]


@commands.command(name="load-comparators")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--vintage", type=int, help="Year of the release; else the newest year in the file.")
def load_comparators_command(file: Path, vintage: int | None) -> None:
    """Load FILE, DfE's LAIT long file (.csv or .csv.gz), and work out the comparators."""
    done = load_comparators(file, vintage, settings())
    click.echo(
        f"{done.values:,} values of the {done.vintage} release;"
        f" {done.comparators:,} comparators of {done.indicators} indicators"
    )


@commands.command(name="load-populations")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--vintage", required=True, help='What to call the release, such as "mid-2018".')
@click.option(
    "--released",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day ONS published it; else the newest night loaded.",
)
def load_populations_command(file: Path, vintage: str, released: datetime | None) -> None:
    """Load FILE, ONS's mid-year estimates by district, sex and age (MYEB1, .csv or .csv.gz)."""
    chosen = settings()
    done = load_populations(file, vintage, released.date() if released else None, chosen)
    newest = max(done.own)
    click.echo(
        f"{done.areas:,} areas from mid-{min(done.own)} to mid-{newest}, vintage {done.vintage},"
        f" out by {done.out_by:%d %B %Y}; {chosen.authority['name']} had {done.own[newest]:,}"
        f" residents aged 0 to 17 in mid-{newest}"
    )


@commands.command()
@click.option("--from", "earlier", required=True, metavar="NIGHT", help="A date, or a kept build.")
@click.option("--to", "later", required=True, metavar="NIGHT", help="A date, or a kept build.")
@click.option("--indicator", help="Only this indicator.")
@click.option("--period", help="Only this period.")
@click.option("--children", is_flag=True, help="Also whose records moved them (restricted).")
@click.option(
    "--as",
    "role",
    default="manager",
    show_default=True,
    type=click.Choice(["manager", "lado"]),
    help="With --children: whose right to see records you use.",
)
@click.option("--limit", default=100, show_default=True, help="How many figures to show.")
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write everything to this file (readable by you alone) instead.",
)
def diff(
    earlier: str,
    later: str,
    indicator: str | None,
    period: str | None,
    children: bool,
    role: str,
    limit: int,
    csv_file: Path | None,
) -> None:
    """List the figures that moved between two nights, by what was known on each.

    A night is a date (2017-05-15), a moment, or the number of a build that is kept.
    """
    from iru.revisions import revisions, show
    from iru.trace.restricted import write_csv

    found = revisions(
        earlier,
        later,
        indicator=indicator,
        period=period,
        children=children,
        role=role,
        limit=None if csv_file else limit,
        settings=settings(),
    )
    if csv_file:
        heading, rows = (
            (show.CHILDREN, show.child_rows(found))
            if children
            else (show.FIGURES, show.figure_rows(found))
        )
        click.echo(f"{write_csv(csv_file, heading, rows):,} lines written to {csv_file}.")
        return
    for line in show.text(found, limit):
        click.echo(line)
