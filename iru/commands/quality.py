"""`iru quality`: which checks there are, what they found, and what one of them asks."""

from __future__ import annotations

from textwrap import dedent

import click

from iru.db import connect
from iru.errors import IruError
from iru.quality import registry
from iru.quality.check import SEVERITIES, Check, Gap, Structural
from iru.quality.store import LEDGERS


@click.group()
def commands() -> None:
    """Expectations, recording gaps and worklists."""


@commands.command()
@click.option("--everything", is_flag=True, help="Also those made from the contract.")
def checks(everything: bool) -> None:
    """List the checks that must exist, border by border."""
    for border in registry.BORDERS:
        for suite, listed in registry.suites(border).items():
            click.echo(f"{border} / {suite}")
            for check in listed:
                click.echo(f"  {check.id:<12} {_severity(check):<12} {check.message}")
    if everything:
        for check in registry.contract_checks():
            click.echo(f"{check.id}: {check.message}")


@commands.command()
@click.option("--keys", is_flag=True, help="Each gap with its record key; for managers only.")
def gaps(keys: bool) -> None:
    """Count the open recording gaps by check and role (allegations are in their own ledger)."""
    # Asked as the manager: whoever runs this sees what the manager's role may see, and no more.
    schema = LEDGERS["children"]
    query = (
        "select check_id, severity, responsible_role, record_table, record_key, age_days"
        f" from {schema}.open_gaps order by 1, 5"
        if keys
        else "select check_id, severity, responsible_role, sum(gaps)::bigint, string_agg("
        f"gaps || ' ' || age_band, ', ' order by gaps desc) from {schema}.gap_summary"
        " group by 1, 2, 3 order by 1, 3"
    )
    with connect("manager" if keys else "analyst") as warehouse:
        rows = warehouse.execute(query).fetchall()
    if not rows:
        click.echo("No recording gap is open.")
    for check_id, level, role, *rest in rows:
        if keys:
            table, key, age = rest
            click.echo(f"{check_id:<12} {SEVERITIES[level]:<12} {role}: {table} {key}, {age} days")
        else:
            number, ages = rest
            click.echo(f"{check_id:<12} {SEVERITIES[level]:<12} {role}: {number:,} ({ages})")


@commands.command()
@click.argument("check_id")
def explain(check_id: str) -> None:
    """Say what a check asks, why, and how to mend what it finds."""
    found = [check for border in registry.BORDERS for check in registry.all_checks(border)]
    found += registry.contract_checks()
    for check in found:
        if check.id.lower() == check_id.lower():
            return _explain(check)
    raise IruError(
        f"There is no check {check_id!r}.",
        where="expectations/",
        mend="`iru quality checks` lists them.",
    )


def _explain(check: Check) -> None:
    click.echo(f"{check.id} ({_severity(check)})\n{check.message}\n")
    if isinstance(check, Gap):
        facts = {
            "who mends it": check.role,
            "how": check.mend,
            "why it matters": check.why,
            "indicators": ", ".join(check.indicators) or "none",
            "record": check.table,
            "national rule": check.source or "none",
        }
    else:
        facts = {"where": check.table, "how to mend it": check.mend}
    if isinstance(check, Structural):
        share = f"more than {check.tolerated:.0%} of the values" if check.tolerated else "one row"
        facts["stops the night at"] = share
    for name, value in facts.items():
        click.echo(f"{name + ':':<20} {value}")
    click.echo("\n" + dedent(check.sql).strip())


def _severity(check: Check) -> str:
    return SEVERITIES.get(check.severity, "stops")
