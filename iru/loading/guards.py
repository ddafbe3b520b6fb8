"""What makes a load refuse, before anything in raw is touched (D2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from iru.contract import Contract
from iru.errors import IruError
from iru.history import Comparison
from iru.sources import CLOCK, Source

SHRINK = {"max_shrink_share": 0.2, "small_table_rows": 50}  # unless config/authority.yml says other


def require_shape(source: Source, contract: Contract) -> dict[str, tuple[str, ...]]:
    """Every contract table and column must be there; the columns that no contract table has.

    Raises IruError that lists all that lack, not only the first.
    """
    offered = source.tables()
    lacking = [f"the table {name}" for name in contract.tables if name not in offered]
    unknown = {}
    for name, table in contract.tables.items():
        if name in offered:
            columns = source.columns(name)
            lacking += [f"{name}.{column}" for column in table.columns if column not in columns]
            unknown[name] = tuple(c for c in columns if c and c not in table.columns)
    if lacking:
        raise IruError(
            f"The extract lacks {len(lacking):,} of the contract's tables and columns:\n  "
            + "\n  ".join(lacking),
            where=f"source {source.kind}",
            mend="Supply them, empty if nothing is recorded; docs/data_dictionary.md describes "
            "each. Nothing was loaded.",
        )
    return unknown


def require_order(extracted_at: datetime, last: dict | None) -> None:
    """An extract may not be older than the newest that was loaded, nor come from the future."""
    if extracted_at > datetime.now(UTC) + timedelta(days=1):
        raise IruError(
            f"The extract says that it was made in the future, at {extracted_at:%Y-%m-%d %H:%M}.",
            where=CLOCK,
            mend="Set the case system's clock right: later extracts would be refused as older.",
        )
    if last and extracted_at < last["extracted_at"]:
        raise IruError(
            f"The extract is of {extracted_at:%Y-%m-%d %H:%M %Z}, older than the newest load, "
            f"of {last['extracted_at']:%Y-%m-%d %H:%M %Z}.",
            where=f"{CLOCK}, load {last['load_id']}",
            mend="Supply a newer extract; history is only ever added to at its end.",
        )


def require_whole(
    comparisons: Sequence[Comparison], limits: dict, accepted: Collection[str] = ()
) -> None:
    """Raise IruError if the extract is empty, or if a table lost more than its share of rows.

    limits:   max_shrink_share (0 to 1) and small_table_rows (smaller tables may shrink freely).
    accepted: tables that may shrink tonight, as the operator said.
    """
    if not any(one.rows for one in comparisons if one.table.name != CLOCK):
        raise IruError(
            "The extract is empty: no table has a row.",
            where="all tables",
            mend="Look whether the case system's own export failed. Nothing was loaded.",
        )
    share, small = ({**SHRINK, **limits}[name] for name in SHRINK)
    shrunk = [
        one
        for one in comparisons
        if one.current >= small
        and one.rows < one.current * (1 - share)
        and one.table.name not in accepted
    ]
    if shrunk:
        told = "\n  ".join(f"{s.table.name}: {s.current:,} → {s.rows:,} rows" for s in shrunk)
        options = " ".join(f"--accept-shrink {one.table.name}" for one in shrunk)
        raise IruError(
            f"{len(shrunk)} table(s) lost more than {share:.0%} of their rows:\n  {told}",
            where="extract.max_shrink_share in config/authority.yml",
            mend=f"If that is right, load once with: iru nightly extract {options}",
        )
