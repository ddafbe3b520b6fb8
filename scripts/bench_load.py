"""How fast a night's load is, as ratios to plain COPY on the same machine in the same run.

    python scripts/bench_load.py [--rows 1000000] [--folder FOLDER]

Goals (2 cores): first load ≥ 100,000 rows/s with history; a night with 0.1% changes ≤ 3 × the
time of COPY out piped into COPY in of the same tables; ten times the rows ≤ ten times the time.
The pipe is two `psql` processes, which is as fast as COPY gets. Works in a folder of its own.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from iru import postgres
from iru.contract import Field, Table, load_contract
from iru.contract.ddl import create_source_table_sql, create_table_sql
from iru.db import connect, url
from iru.extract import extract
from iru.postgres_place import place
from iru.provision import drop_databases, provision
from iru.settings import Settings

# Each with the share of all rows that it gets, as in a county's case system.
SHARES = {
    "ssd_involvements": 0.35,
    "ssd_cla_episodes": 0.15,
    "ssd_cla_reviews": 0.2,
    "iru_cla_reviews": 0.2,
    "ssd_cp_reviews": 0.1,
}
VALUES = {
    "text": "'some words ' || g % 997",
    "date": "date '2011-01-01' + g % 2000",
    "integer": "g % 97",
    "numeric": "(g % 400) / 10.0",
    "boolean": "g % 2 = 0",
    "timestamp": "timestamptz '2017-05-15 02:00+01'",
}


def value(table: Table, field: Field) -> str:
    """SQL for the value of one field in row g."""
    if field.name in table.primary_key:
        return f"'{field.name[:4]}' || lpad(g::text, 9, '0')"
    if field.personal == "person_key":
        return "'P' || g / 12"
    if field.codes:
        return "'C' || g % 7"
    # A third of what may be empty is.
    return (
        VALUES[field.type]
        if field.required
        else f"case when g % 3 > 0 then {VALUES[field.type]} end"
    )


def make_case_system(settings: Settings, rows: int) -> list[Table]:
    """Contract tables with `rows` rows in all; the tables that have any."""
    contract = load_contract()
    filled = [contract.tables[name] for name in SHARES]
    with connect("case_owner", settings=settings) as case:
        for table in contract.tables.values():
            case.execute(create_source_table_sql(table, "public"))
        for table in filled:
            columns = ", ".join(value(table, field) for field in table.fields)
            count = round(rows * SHARES[table.name])
            case.execute(
                f"insert into {table.name} select {columns} from generate_series(1, {count}) as g"
            )
        case.execute("insert into iru_extract_status values ('bench', '2017-05-15 02:00+01')")
    with connect("case_owner", settings=settings, autocommit=True) as case:
        case.execute("vacuum analyze")
    return filled


def next_night(settings: Settings, tables: list[Table], changed: bool) -> None:
    """A day later; if `changed`, one row in a thousand of every table is another."""
    with connect("case_owner", settings=settings) as case:
        case.execute(
            "update iru_extract_status set iext_extracted_at = iext_extracted_at + interval '1 day'"
        )
        for table in tables if changed else []:
            field = next(
                f for f in table.fields if f.type == "date" and f.name not in table.primary_key
            )
            case.execute(
                f"update {table.name} set {field.name} = coalesce({field.name}, '2012-02-29') + 1"
                f" where hashtext({table.primary_key[0]}) % 1000 = 0"
            )


def pipe(settings: Settings, tables: list[Table]) -> float:
    """Seconds that `COPY … TO STDOUT | COPY … FROM STDIN` takes for all tables, one by one."""
    with connect("pipeline", settings=settings) as warehouse:
        warehouse.execute("create schema if not exists bench")
        for table in tables:
            warehouse.execute(f"drop table if exists bench.{table.name}")
            warehouse.execute(create_table_sql(table, "bench", technical_columns=False))
    psql = shlex.quote(str(place(settings).programs / "bin" / "psql")) + " -X -q -d "
    source = psql + shlex.quote(url("case_reader", settings=settings))
    target = psql + shlex.quote(url("pipeline", settings=settings))
    started = time.perf_counter()
    for table in tables:
        out = f"{source} -c 'copy {table.name} to stdout (format binary)'"
        into = f"{target} -c 'copy bench.{table.name} from stdin (format binary)'"
        subprocess.run(f"{out} | {into}", shell=True, check=True)
    return time.perf_counter() - started


def timed_extract(settings: Settings) -> tuple[float, dict]:
    """Seconds and result of one load."""
    started = time.perf_counter()
    result = extract(settings)
    return time.perf_counter() - started, result


def measure(server: Settings, rows: int) -> dict[str, float]:
    """Seconds of the pipe, of the first load, of a night with 0.1% changes and of a quiet one."""
    settings = server.with_(
        warehouse_database=f"bench_{rows}", case_database=f"bench_case_{rows}",
        airflow_database=f"bench_airflow_{rows}",
    )  # fmt: skip
    provision(settings)
    try:
        tables = make_case_system(settings, rows)
        first, _ = timed_extract(settings)
        piped = min(pipe(settings, tables) for _ in range(3))
        nights = []
        for _ in range(3):
            next_night(settings, tables, changed=True)
            nights.append(timed_extract(settings))
        next_night(settings, tables, changed=False)
        quiet, _ = timed_extract(settings)
    finally:
        drop_databases(settings)
    night, result = min(nights, key=lambda one: one[0])
    print(f"{rows:,} rows: a night's changes {result['rows_opened']:,}")
    return {"pipe": piped, "first": first, "night": night, "quiet": quiet}


def main() -> None:
    """Measure at a tenth of the rows and at all of them, and print the ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rows", type=int, default=1_000_000)
    rows = options.parse_args().rows
    state = Path(tempfile.mkdtemp(prefix="iru-bench-"))
    state.chmod(0o711)
    server = Settings(state=state)
    postgres.ensure_running(server)
    try:
        provision(server)
        small, large = measure(server, rows // 10), measure(server, rows)
    finally:
        postgres.remove(server)
        shutil.rmtree(state, ignore_errors=True)
    for name in large:
        print(f"{name:6} {large[name]:6.2f} s   {large[name] / large['pipe']:4.1f} × pipe"
              f"   {large[name] / small[name]:4.1f} × the time of a tenth")  # fmt: skip
    print(f"first load: {rows / large['first']:,.0f} rows/s (goal 100,000)")
    print(f"night with 0.1% changes: {large['night'] / large['pipe']:.1f} × pipe (goal 3)")


if __name__ == "__main__":
    main()
