"""`iru report`: render a report, list its editions, show one."""

from __future__ import annotations

import click

from iru.errors import IruError


@click.group()
def commands() -> None:
    """Editions of the annual and quarterly reports."""


@commands.command()
@click.argument("report_type", type=click.Choice(["annual", "quarterly"]))
@click.argument("period", required=False)
@click.option("--audience", default="restricted", show_default=True, help="Who may read it.")
def render(report_type: str, period: str | None, audience: str) -> None:
    """Render REPORT_TYPE for PERIOD (2016-17, 2016-17-Q4), or for the newest complete one.

    Doing it again for the same data and code changes nothing; new data make the next version.
    """
    from iru import reporting

    edition = reporting.render(report_type, period or reporting.latest(report_type), None, audience)
    done = "made" if edition.created else "already there: same data, same code"
    click.echo(f"{edition.name}: {done}.")
    for path in edition.paths.values():
        click.echo(f"  {path}")


@commands.command("list")
@click.option("--type", "report_type", type=click.Choice(["annual", "quarterly"]))
def list_them(report_type: str | None) -> None:
    """List every edition, oldest first."""
    from iru import reporting

    found = reporting.list_editions(None, report_type)
    for one in found:
        click.echo(
            f"{one.edition_id}  {one.status}  data as at {one.data_as_at:%d %B %Y}  "
            f"build {one.build_id}  {one.figure_count} figures"
        )
    if not found:
        click.echo("There is no edition yet. Make one with `iru report render annual`.")


@commands.command()
@click.argument("edition_id")
def show(edition_id: str) -> None:
    """Show one edition: what it was made from, and where its files lie."""
    from iru import reporting

    found = [one for one in reporting.list_editions() if one.edition_id == edition_id]
    if not found:
        raise IruError(
            f"There is no edition {edition_id!r}.",
            where="figures.edition",
            mend="`iru report list` names those there are.",
        )
    edition = found[0]
    facts = {
        "Edition": edition.edition_id,
        "Status": f"{edition.status}, version {edition.version}",
        "Audience": edition.audience,
        "Data as at": f"{edition.data_as_at:%d %B %Y}",
        "As known on": f"{edition.known_at:%d %B %Y %H:%M}",
        "Build": edition.build_id,
        "Code": edition.code_commit + (" with changes" if edition.code_dirty else ""),
        "Figures": f"{edition.figure_count}, SHA-256 {edition.content_sha256}",
    }
    for name, value in facts.items():
        click.echo(f"{name + ':':<13}{value}")
    for path in edition.paths.values():
        click.echo(f"  {path}")
