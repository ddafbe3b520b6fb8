"""`iru indicators`: what was published beside what we count, and other areas' figures."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from iru.comparators.load import load_comparators
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
