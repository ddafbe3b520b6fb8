"""What the catalogue's algorithms (metrics, section 8) make of one child's records, the slow way.

Loops over rows and, where a rule changes with time, over days. Shares no code with iru or SQL.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tests.integration.marts.slow_dates import DAY, add_months, add_working_days

Row = dict[str, Any]
FOR_EVER = date.max
ADOPTIVE = ("A3", "A4", "A5", "A6")
SHORT_BREAKS = ("V3", "V4")


def by_time(rows: list[Row], key: str) -> list[Row]:
    return sorted(rows, key=lambda row: (row["start_date"], row["end_date"] or FOR_EVER, row[key]))


def periods_of_care(episodes: list[Row]) -> list[Row]:
    """Chains of episodes (C09); short breaks form chains of their own (C10)."""
    result = []
    for breaks in (False, True):
        current: Row | None = None
        for episode in by_time(episodes, "episode_id"):
            if (episode["legal_status_code"] in SHORT_BREAKS) != breaks:
                continue
            start, end = episode["start_date"], episode["end_date"]
            if current is None or start > (current["end_date"] or FOR_EVER):
                current = {
                    "start_date": start,
                    "end_date": end,
                    "is_short_break": breaks,
                    "is_overlapping": False,
                    "is_same_day_return": False,
                    "episodes": [],
                }
                result.append(current)
            elif start < (current["end_date"] or FOR_EVER):
                current["is_overlapping"] = True
                current["end_date"] = later(current["end_date"], end)
            else:
                last = current["episodes"][-1]
                if last["end_reason_code"] != "X1" or episode["start_reason_code"] == "S":
                    current["is_same_day_return"] = True
                current["end_date"] = later(current["end_date"], end)
            current["episodes"].append(episode)
    return result


def later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)


def review_obligations(period: Row, reviews: list[Row], today: date) -> list[tuple]:
    """LR1 and LR2, day by day: (number, due, held, by the adoption rule); the open one last."""
    start, end = period["start_date"], period["end_date"]
    last_day = min(end or today, today)
    held_days = {
        review["held_date"]
        for review in reviews
        if review["held_date"]
        and not review["is_cancelled"]
        and review["review_type_code"] in ("STANDARD", "ADOPTION")
    }
    result: list[tuple] = []
    number, last_held, due, by_adoption = 1, None, add_working_days(start, 20), False
    placed, since_placing = False, 0
    day = start
    while day <= last_day:
        was_placed = placed
        placed = is_placed(period, day)
        if placed != was_placed:
            since_placing = 0
            if day <= due and (end is None or day < end):
                by_adoption = placed
                if placed:
                    due = day + 28 * DAY
                else:
                    due = add_months(last_held, 6) if last_held else add_working_days(start, 20)
        if day in held_days:
            result.append((number, due, day, by_adoption))
            since_placing += 1
            first = since_placing == 1 if placed else number == 1
            number, last_held, by_adoption = number + 1, day, placed
            due = add_months(day, 3 if first else 6)
        day += DAY
    if end is None or end > due:
        result.append((number, due, None, by_adoption))
    return result


def is_placed(period: Row, day: date) -> bool:
    return any(
        episode["placement_type_code"] in ADOPTIVE
        and episode["start_date"] <= day < (episode["end_date"] or FOR_EVER)
        for episode in period["episodes"]
    )


def is_in_care_for_a_year(periods: list[Row], year: int) -> bool:
    """Continuously looked after for the twelve months to 31 March, without a short break."""
    days = [date(year - 1, 4, 1) + timedelta(n) for n in range(366)]
    days = [day for day in days if day <= date(year, 3, 31)]
    in_care = [p for p in periods if not p["is_short_break"]]
    breaks = [p for p in periods if p["is_short_break"]]
    return any(all(is_open(p, day) for day in days) for p in in_care) and not any(
        is_open(p, day) for p in breaks for day in days
    )


def is_open(spell: Row, day: date) -> bool:
    """C03, but that a spell of a whole year may begin on its first day."""
    return spell["start_date"] <= day < (spell["end_date"] or FOR_EVER)


def plan_spells(plans: list[Row]) -> list[Row]:
    """Merged spells (C24), each with the one before as the repeat rules see it."""
    result: list[Row] = []
    for plan in by_time(plans, "plan_id"):
        start, end = plan["start_date"], plan["end_date"]
        if plan["is_other_authority_temporary"] or (end and end < start):
            continue
        if result and start <= (result[-1]["end_date"] or FOR_EVER):
            result[-1]["end_date"] = later(result[-1]["end_date"], end)
            result[-1]["plans"].append(plan)
        else:
            result.append({"start_date": start, "end_date": end, "plans": [plan]})
    for number, spell in enumerate(result):
        before = result[number - 1] if number else None
        # Of plans begun on one day, the first by number is the one whose form was filled in.
        first = min(spell["plans"], key=lambda plan: (plan["start_date"], plan["plan_id"]))
        spell["previous_plans_count"] = max(first["previous_plans_count"] or 0, number)
        spell["is_repeat_ever"] = bool(before) or (first["previous_plans_count"] or 0) >= 1
        spell["is_repeat_within_2_years"] = bool(
            before and spell["start_date"] <= add_months(before["end_date"], 24)
        )
    return result


def review_conferences(spell: Row, conferences: list[Row]) -> list[tuple]:
    """CR1: (number, due, held); the one still to come last, unless the plan ended before."""
    early = conferences_too_early(spell, conferences)
    held = [c for c in conferences_held(spell, conferences) if c not in early]
    result, due = [], add_months(spell["start_date"], 3)
    for number, conference in enumerate(held, start=1):
        result.append((number, due, conference["held_date"]))
        due = add_months(conference["held_date"], 6)
    if spell["end_date"] is None or spell["end_date"] > due:
        result.append((len(held) + 1, due, None))
    return result


def conferences_too_early(spell: Row, conferences: list[Row]) -> list[Row]:
    """One on or before the plan's first day is an error (CIN rule 8841)."""
    held = conferences_held(spell, conferences)
    return [c for c in held if c["held_date"] <= spell["start_date"]]


def conferences_held(spell: Row, conferences: list[Row]) -> list[Row]:
    plans = {plan["plan_id"] for plan in spell["plans"]}
    held = [c for c in conferences if c["plan_id"] in plans and c["held_date"]]
    return sorted(held, key=lambda c: (c["held_date"], c["conference_id"]))
