"""One night's extract into raw: read everything, compare, and write all of it or nothing."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

import psycopg

from iru import history, ops, pseudonyms
from iru.contract import Table, load_contract
from iru.db import connect
from iru.errors import IruError
from iru.history import Comparison
from iru.loading import guards, raw_tables, record
from iru.loading.stage import stage
from iru.progress import progress
from iru.settings import Settings
from iru.settings import settings as current_settings
from iru.sources import Source, open_source

log = logging.getLogger(__name__)


def extract(
    settings: Settings | None = None, accept_shrink: Collection[str] = ()
) -> dict[str, Any]:
    """Load one night's extract into raw, in one transaction.

    accept_shrink: tables that may lose more rows than config/authority.yml allows, this once.

    Returns load_id, changed, as_at (ISO text: the moment from which the new row versions are
    valid), rows_read, rows_opened, rows_closed and people (new pseudonyms). Loading the same
    extract again changes nothing (changed is False). Raises IruError, with raw untouched and the
    refusal recorded in ops.loads, for an extract that may not be loaded.
    """
    chosen = settings or current_settings()
    for name in accept_shrink:
        load_contract().table(name)
    with connect("pipeline", settings=chosen) as warehouse:
        ops.create(warehouse)
        load_id = record.open_load(warehouse, chosen.source, accept_shrink)
        try:
            with open_source(chosen) as source, warehouse.transaction():
                result = _load(source, warehouse, load_id, chosen, accept_shrink)
        except IruError as error:
            record.break_off_load(warehouse, load_id, "refused", error.what)
            raise
        except psycopg.Error as error:
            # The database's own words may quote a value, so only their kind is told.
            kind = f"{type(error).__name__} ({error.sqlstate})"
            record.break_off_load(warehouse, load_id, "failed", kind)
            raise IruError(
                f"The load broke off: {kind}. Raw is as it was.",
                where=error.diag.table_name or f"load {load_id}",
                mend="Look at the database server's log, then run the extract again.",
            ) from None
        except BaseException as error:
            record.break_off_load(warehouse, load_id, "failed", type(error).__name__)
            raise
    return {"load_id": load_id, **result}


def _load(
    source: Source,
    warehouse: psycopg.Connection,
    load_id: int,
    settings: Settings,
    accept_shrink: Collection[str],
) -> dict[str, Any]:
    contract, last = load_contract(), record.last_load(warehouse)
    unknown = guards.require_shape(source, contract)
    extracted_at = source.extracted_at()
    guards.require_order(extracted_at, last)
    keys = pseudonyms.require_keys(warehouse, settings)
    known = record.digests(warehouse, last["load_id"]) if last else {}

    tables = progress(contract.tables.values(), "Reading tables", len(contract.tables))
    compared = [_read(source, warehouse, table, known.get(table.name)) for table in tables]
    guards.require_whole(compared, settings.authority.get("extract", {}), accept_shrink)

    changed = [one for one in compared if one.changed]
    as_at = _moment(extracted_at, last, bool(changed))
    pseudonyms.prepare(warehouse)
    for one in progress(changed, "Writing changed tables") if changed else ():
        pseudonyms.note_people(warehouse, one.table, history.opened_rows(one))
        history.apply(warehouse, one, as_at, load_id)
    people = pseudonyms.add_lacking(warehouse, keys)
    _log(compared, unknown)
    counts = {
        "rows_read": sum(one.rows for one in compared),
        "rows_opened": sum(one.opened for one in compared),
        "rows_closed": sum(one.closed for one in compared),
    }
    record.record_tables(warehouse, load_id, compared, unknown)
    record.close_load(warehouse, load_id, as_at, extracted_at, bool(changed), counts)
    return {"changed": bool(changed), "as_at": as_at.isoformat(), **counts, "people": people}


def _read(
    source: Source, warehouse: psycopg.Connection, table: Table, known: tuple[int, str] | None
) -> Comparison:
    """Stage and compare one table; or pass it over if the source says it is as it was last night
    and raw still holds what it held then."""
    raw_tables.prepare(warehouse, table)
    recipe = blake2b(raw_tables.recipe(warehouse, table).encode(), digest_size=8).hexdigest()
    said = source.digest(table)
    digest = f"{source.kind}:{recipe}:{said}" if said else None
    if known and digest and known[1] == digest:
        current = history.current_rows(warehouse, table)
        if current == known[0]:
            return Comparison(table, current, current, 0, 0, digest)
    rows = stage(warehouse, table, source.copy_to(table), source.copy_format)
    return history.compare(warehouse, table, rows).with_digest(digest)


def _moment(extracted_at: datetime, last: dict | None, changed: bool) -> datetime:
    """From when the new row versions are valid: the extract's own moment.

    A source whose clock stood still while its rows changed gets the next microsecond after the
    newest load, so that versions never overlap and no night is overwritten.
    """
    if last is None or extracted_at > last["as_at"]:
        return extracted_at
    return last["as_at"] + timedelta(microseconds=1) if changed else last["as_at"]


def _log(compared: list[Comparison], unknown: dict[str, tuple[str, ...]]) -> None:
    """Counts, and names of columns; never a value."""
    for one in compared:
        name = one.table.name
        if one.changed:
            log.info("%s: %s rows, %s opened, %s closed", name, one.rows, one.opened, one.closed)
        if unknown.get(name):
            log.warning("%s: columns unknown to the contract: %s", name, ", ".join(unknown[name]))
