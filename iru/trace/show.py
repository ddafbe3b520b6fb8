"""A trace as text for a terminal and as rows of a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from iru.published.compare import rounded
from iru.trace import Trace, Version
from iru.trace.figure import Figure
from iru.trace.restricted import NOTE
from iru.trace.rows import Row

KEYS_SHOWN = 4
LONDON = ZoneInfo("Europe/London")
HEADING = (
    "indicator_id",
    "period_key",
    "breakdown",
    "member",
    "row",
    "record",
    "person",
    "day",
    "row_member",
    "counted_in",
    "numerator",
    "denominator",
    "exclusion_reason",
    "raw_table",
    "raw_key",
    "raw_row_id",
    "valid_from",
    "valid_to",
    "load_id",
)


def text(trace: Trace) -> Iterator[str]:
    """Lines: the figure, where it comes from, and each row with the versions behind it."""
    figure, counts = trace.figure, trace.counts
    of = "all" if figure.breakdown == "all" else f"{figure.breakdown} {figure.member}"
    yield f"{figure.indicator_id}: {figure.title}"
    yield f"{figure.period_key} ({figure.period_type}), {of}: {said(figure)}"
    yield (
        f"Build {figure.build.build_id}, data as at {figure.data_as_at:%-d %B %Y}, as known on "
        f"{figure.build.known_at.astimezone(LONDON):%-d %B %Y %H:%M}"
    )
    yield (
        f"Counted from {figure.fact} by {figure.date_column}: {counts['numerator']:,} rows in the "
        f"numerator, {counts['denominator']:,} in the denominator, {counts['excluded']:,} excluded."
        " They add up to the figure."
    )
    yield NOTE
    yield ""
    for row in trace.rows:
        yield _row(figure, row)
        yield from (f"      {line}" for line in _versions(trace.versions.get(row.number, ())))
    total = sum(counts.values())
    if len(trace.rows) < total and len(trace.rows) < _rows_in_all(trace):
        yield f"… the first {len(trace.rows):,} rows; --limit shows more, --csv writes all."


def said(figure: Figure) -> str:
    """The value with its unit, and what it is made of."""
    if figure.value is None:
        return "no value (nothing to divide by)"
    value = f"{rounded(figure.value, figure.decimals):,f}"
    value = f"{value}%" if figure.unit == "%" else f"{value} {figure.unit}"
    if figure.denominator is None:
        return value
    return f"{value} ({plain(figure.numerator)} of {plain(figure.denominator)})"


def plain(amount: Decimal) -> str:
    """An amount without trailing noughts, at most six decimals."""
    shown = f"{rounded(amount, 6):,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def counted_in(row: Row) -> str:
    """The parts of the figure that the row is in."""
    parts = {
        "numerator": row.in_numerator,
        "denominator": row.in_denominator,
        "excluded": row.is_excluded,
    }
    return " and ".join(part for part, is_in in parts.items() if is_in)


def csv_rows(trace: Trace) -> Iterator[tuple[object, ...]]:
    """One line for each row and version, under HEADING."""
    figure = trace.figure
    name = (figure.indicator_id, figure.period_key, figure.breakdown, figure.member)
    for row in trace.rows:
        about = (
            row.number,
            " / ".join(row.keys.values()),
            row.person,
            row.day,
            row.member,
            counted_in(row),
            plain(row.numerator).replace(",", ""),
            plain(row.denominator).replace(",", ""),
            row.reason,
        )
        for version in trace.versions.get(row.number, ()) or (None,):
            behind = tuple(version)[1:] if version else (None,) * 6
            yield (*name, *about, *behind)


def _rows_in_all(trace: Trace) -> int:
    """Rows may be in numerator and denominator at once; at least the larger of them is there."""
    return max(trace.counts["numerator"], trace.counts["denominator"]) + trace.counts["excluded"]


def _row(figure: Figure, row: Row) -> str:
    parts = [f"{row.number:>4}", f"{row.day:%Y-%m-%d}"]
    parts += [f"{name} {value}" for name, value in row.keys.items() if name != figure.date_column]
    if row.person and row.person not in row.keys.values():
        parts.append(f"{figure.person} {row.person}")
    if figure.breakdown != "all":
        parts.append(row.member)
    shown = counted_in(row)
    if row.in_numerator and row.numerator != 1:
        shown += f" (adds {plain(row.numerator)})"
    if row.reason:
        shown += f": {row.reason}"
    return "  ".join([*parts, shown])


def _versions(versions: Sequence[Version]) -> Iterator[str]:
    """A line for each table and load, with the first few keys."""
    together: dict[tuple, list[str]] = {}
    for one in versions:
        since = (one.table, one.load_id, one.valid_from, one.valid_to)
        together.setdefault(since, []).append(f"{one.key} (row {one.row_id})")
    for (table, load_id, since, until), keys in together.items():
        more = f" and {len(keys) - KEYS_SHOWN} more" if len(keys) > KEYS_SHOWN else ""
        span = f"known from {_moment(since)}" + (f" until {_moment(until)}" if until else "")
        yield f"{table} {', '.join(keys[:KEYS_SHOWN])}{more}; {span}, load {load_id}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%Y-%m-%d %H:%M}"
