"""Revisions as text for a terminal and as rows of a CSV file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from iru.nights import LONDON
from iru.published.compare import rounded
from iru.revisions import Moved, Movement, Revisions
from iru.revisions.changes import CHANGED, DELETED
from iru.revisions.children import Reason
from iru.revisions.moved import Amounts
from iru.trace.figure import Name
from iru.trace.restricted import NOTE
from iru.trace.show import plain

FIGURES = (
    "indicator_id",
    "period_type",
    "period_key",
    "breakdown",
    "member",
    *(f"{part}_{side}" for side in ("from", "to") for part in
      ("numerator", "denominator", "value", "excluded")),
)  # fmt: skip
CHILDREN = (*FIGURES[:5], "record", "person", "day", "enters", "leaves", "reason")


def text(found: Revisions, limit: int | None = None) -> Iterator[str]:
    """Lines: the nights, each result that moved (the first `limit`), and whose records did it."""
    for word, night in (("From", found.was), ("To", found.now)):
        known = night.build.known_at.astimezone(LONDON)
        yield (
            f"{word:<5} build {night.build.build_id}, data as at {night.data_as_at:%-d %B %Y}, "
            f"as known on {known:%-d %B %Y %H:%M}"
        )
    if found.was.build.code_fingerprint != found.now.build.code_fingerprint:
        yield "The builds were made by different code: some differences may come from that."
    moved = found.difference.moved
    yield f"{len(moved):,} results moved."
    yield from _lacking("only in the later build", found.difference.arrived)
    yield from _lacking("only in the earlier build", found.difference.gone)
    if found.movements:
        yield NOTE
    yield ""
    for one in moved[:limit]:
        yield f"{called(one.name)}: {_amounts(one, one.was)} → {_amounts(one, one.now)}"
        for movement in found.movements.get(one.name, ()):
            yield f"    {_movement(movement)}"
    if limit is not None and len(moved) > limit:
        yield f"… and {len(moved) - limit:,} more; --limit shows more, --csv writes all."
    if found.withheld:
        yield (
            f"The records behind {len(found.withheld):,} of them are for another role to see "
            "(--as lado for allegations, --as manager for children)."
        )


def called(name: Name) -> str:
    """A result's name in one line."""
    member = "" if name.breakdown == "all" else f" {name.breakdown}={name.member}"
    return f"{name.indicator_id} {name.period_key} ({name.period_type}){member}"


def figure_rows(found: Revisions) -> Iterator[tuple[object, ...]]:
    """One line for each result that moved, under FIGURES."""
    for one in found.difference.moved:
        sides = (one.was, one.now)
        parts = ((s.numerator, s.denominator, s.value, s.excluded) for s in sides)
        yield (*one.name, *(amount for side in parts for amount in side))


def child_rows(found: Revisions) -> Iterator[tuple[object, ...]]:
    """One line for each row that moved a result, under CHILDREN."""
    for name, movements in found.movements.items():
        for one in movements:
            yield (
                *name,
                one.record,
                one.person,
                one.day,
                " and ".join(one.entering),
                " and ".join(one.leaving),
                reasons(one),
            )


def reasons(movement: Movement) -> str:
    """Why, in words: what became of the records, with values only where they are not personal."""
    if not movement.reasons:
        return "no record of the person changed: what surrounds it did (teams, the last day known)"
    return "; ".join(_reason(one) for one in movement.reasons)


def _reason(reason: Reason) -> str:
    change = reason.change
    about = "" if reason.own else "another record of the person: "
    record = f"{change.table} {change.key}"
    if change.kind == DELETED:
        return f"{about}deleted record {record}"
    if change.kind != CHANGED:
        return f"{about}{'late-entered' if reason.is_late else 'new'} record {record}"
    columns = (
        f"{column} {_value(change.values[column][0])} → {_value(change.values[column][1])}"
        if column in change.values
        else column
        for column in change.columns
    )
    return f"{about}changed record {record} ({', '.join(columns)})"


def _value(value: str | None) -> str:
    return "empty" if value is None else value


def _movement(one: Movement) -> str:
    parts = [f"{one.day:%Y-%m-%d}", one.record]
    if one.person and one.person not in one.record:
        parts.append(one.person)
    said = []
    if one.entering:
        said.append(f"enters {' and '.join(one.entering)}")
    if one.leaving:
        said.append(f"leaves {' and '.join(one.leaving)}")
    if one.amounts:
        said.append(f"adds {plain(one.amounts[1])} instead of {plain(one.amounts[0])}")
    parts.append(", ".join(said) or "counts otherwise")
    return f"{'  '.join(parts)}: {reasons(one)}"


def _amounts(moved: Moved, one: Amounts) -> str:
    shown = "none" if one.value is None else f"{rounded(one.value, moved.decimals):,f}"
    shown += "%" if moved.unit == "%" and one.value is not None else ""
    if one.denominator is not None:
        shown = f"{plain(one.numerator)} of {plain(one.denominator)} ({shown})"
    elif one.value is not None and one.value != rounded(one.value, moved.decimals):
        shown = plain(Decimal(one.value))
    return shown + (
        f", {one.excluded:,} excluded" if moved.was.excluded != moved.now.excluded else ""
    )


def _lacking(where: str, counts: Counter[tuple[str, str]]) -> Iterator[str]:
    if counts:
        periods = sorted({period for _, period in counts})
        indicators = len({indicator for indicator, _ in counts})
        shown = ", ".join(periods[:6]) + (" and others" if len(periods) > 6 else "")
        yield f"{counts.total():,} results of {indicators} indicators are {where}: {shown}."
