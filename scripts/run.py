"""From nothing to reports: what `make run` does once the environment is there.

usage: run.py all | prepare

prepare: the server, its databases, the sample county, Airflow's own database.
all:     that, the nightly DAG, then the report DAGs for the latest full quarter and year.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from iru import postgres
from iru.commands.database import psql_line
from iru.db import connect
from iru.errors import IruError
from iru.provision import provision
from iru.settings import PROJECT, Settings, settings

HERE = Path(__file__).resolve().parent


def prepare(chosen: Settings) -> None:
    """Every step but the last begins by looking whether there is anything to do."""
    steps: list[tuple[str, Callable[[Settings], str]]] = [
        ("PostgreSQL", _server),
        ("Databases and roles", _provision),
        ("Case system", _case_system),
        ("Pango, for PDF", _pango),
    ]
    for number, (title, step) in enumerate(steps, 1):
        print(f"[{number} of {len(steps) + 1}] {title}", flush=True)
        began = time.monotonic()
        said = step(chosen)
        print(f"  {said}, {time.monotonic() - began:.1f} s", flush=True)


def dags(chosen: Settings, *names: str) -> None:
    """Run DAGs; ends this program when one fails."""
    print("[5 of 5] Airflow", flush=True)
    began = time.monotonic()
    _call(sys.executable, str(HERE / "run_dags.py"), "--migrate", *names)
    print(f"  done, {time.monotonic() - began:.1f} s", flush=True)


def summary(chosen: Settings) -> None:
    """Where everything is."""
    print("\nReports (drafts)")
    for kind in ("quarterly", "annual"):
        editions = sorted(
            (chosen.reports / kind).glob("*/v*/report*.html"),
            key=lambda path: (path.parent.parent.name, int(path.parent.name[1:])),
        )
        for page in editions[-1:]:
            print(f"  {kind:<10} {page.parent.parent.name:<11} {_short(page)}")
            if page.with_suffix(".pdf").exists():
                print(f"  {'':<22} {_short(page.with_suffix('.pdf'))}")
    print(f"\nWarehouse, as an analyst sees it\n  {psql_line(chosen)}")
    print("\nEvery night by itself: make up        All there is: make help")


def _server(chosen: Settings) -> str:
    postgres.ensure_running(chosen)
    if chosen.admin_url:
        return "the server of DATABASE_URL"
    where = postgres.place(chosen).data
    apart = "" if where.is_relative_to(chosen.state) else f", its data in {where}"
    return f"running on 127.0.0.1:{postgres.port(chosen)}{apart}"


def _provision(chosen: Settings) -> str:
    provision(chosen)
    return f"{chosen.warehouse_database}, {chosen.case_database}, {chosen.airflow_database}"


def _case_system(chosen: Settings) -> str:
    if chosen.source == "csv":
        return f"files in {chosen.source_folder}"
    if chosen.source_url:
        return "the database of IRU_SOURCE_URL"
    with connect("case_reader", settings=chosen) as case:
        there = case.execute("select to_regclass('iru_extract_status')").fetchone() != (None,)
        if there and case.execute("select exists (select from iru_extract_status)").fetchone()[0]:
            return "the sample county is there"
    _call(sys.executable, "-m", "iru", "sample", "create")
    return "made"


def _pango(chosen: Settings) -> str:
    done = subprocess.run([str(HERE / "pango")], stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout.strip()


def _call(*command: str) -> None:
    """Run a program whose own words the person sees; its failure is ours."""
    code = subprocess.run(command, cwd=PROJECT, stdin=subprocess.DEVNULL, check=False).returncode
    if code:
        sys.exit(code)


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def main() -> None:
    os.umask(0o077)  # what runs write is about children
    chosen = settings()
    match sys.argv[1:]:
        case ["prepare"]:
            prepare(chosen)
            dags(chosen)
        case ["all"]:
            prepare(chosen)
            dags(chosen, "nightly_refresh", "quarterly_report", "annual_report")
            summary(chosen)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    try:
        main()
    except IruError as error:
        sys.exit(f"iru: {error.message()}")
