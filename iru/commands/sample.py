"""`iru sample`: the synthetic county's case system."""

from __future__ import annotations

from pathlib import Path

import click

from iru.settings import settings


@click.group()
def commands() -> None:
    """The synthetic sample county's case system."""


@commands.command()
@click.option("--scale", default=1, show_default=True, help="How many times the county.")
@click.option("--seed", default=None, type=int, help="Another seed makes another county.")
@click.option("--force", is_flag=True, help="Make it anew, even if there is one.")
def create(scale: int, seed: int | None, force: bool) -> None:
    """Make the county, from April 2011 to its own today, in the case system's database."""
    from iru import postgres, sample
    from iru.provision import provision

    postgres.ensure_running(settings())
    provision(settings())
    seed = sample.DEFAULT_SEED if seed is None else seed
    rows = sample.create(settings(), scale=scale, seed=seed, force=force)
    day = f"{sample.today(settings()):%-d %B %Y}"
    click.echo(f"The sample county has {rows:,} rows; its today is {day}.")


@commands.command()
@click.option("--days", default=1, show_default=True, help="How many nights.")
def advance(days: int) -> None:
    """Let the county live on: new, late, corrected and, rarely, deleted records."""
    from iru import postgres, sample

    postgres.ensure_running(settings())
    rows = sample.advance(settings(), days)
    day = f"{sample.today(settings()):%-d %B %Y}"
    click.echo(f"{rows:,} rows are new or changed; the county's today is {day}.")


@commands.command()
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write the county as CSV files, one a contract table, to a folder."""
    from iru import postgres, sample

    postgres.ensure_running(settings())
    click.echo(f"{sample.export(settings(), folder)} files written to {folder}.")
