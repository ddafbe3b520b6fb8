"""Social workers' involvements: they say which team, and so which locality, a child belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, deal_groups, shares, stream
from iru.sample.care import Care
from iru.sample.episodes import person_key
from iru.sample.people import Child, Period
from iru.sample.protection import Plan, Protection
from iru.sample.records import Records
from iru.sample.staff import Roster
from iru.sample.targets import Targets, year_label

DAY = timedelta(days=1)
Spell = tuple[date, date | None, str, str]  # from, to, locality, function


def plan_localities(protection: Protection, targets: Targets, seed: int) -> dict[Plan, str]:
    """The locality each plan starts in; exact in the years that have a target."""
    by_year: dict[int, dict[int, list[Plan]]] = defaultdict(lambda: defaultdict(list))
    for plan in protection.plans:
        by_year[plan.start_year][plan.group].append(plan)
    result: dict[Plan, str] = {}
    for march, groups in sorted(by_year.items()):
        rng = stream(seed, "plan localities", march)
        counts = targets.get("cp_started_locality", year_label(march))
        if not counts:
            total = sum(map(len, groups.values()))
            counts = shares(total, targets.parameters["cp_localities"])
        order = list(groups.values())
        rng.shuffle(order)
        result.update(deal_groups(order, {key: int(value) for key, value in counts.items()}))
    return result


def write_workers(
    records: Records,
    care: Care,
    children: Sequence[Child],
    locality_of: dict[Plan, str],
    short_breaks: Sequence[Period],
    roster: Roster,
    targets: Targets,
    seed: int,
) -> None:
    """Rows of social workers' involvements, for plans first, then for time in care.

    A plan without locality has none on the day it starts; so have, as a recording gap, a few
    children in care.
    """
    rng = stream(seed, "care localities")
    open_now = [p for p in care.stock(care.last) if not p.child.plans]
    lost = {p.child for p in rng.sample(open_now, targets.gap("care_without_locality"))}
    disabled = {period.child for period in short_breaks}
    home: dict[int, str] = {}
    for child in children:
        number = child.family.number
        rng = stream(seed, "workers", number)
        spells: list[Spell] = []
        for plan in child.plans:
            place = locality_of[plan]
            home.setdefault(number, place)
            if place != "UNKNOWN":
                end = plan.end and plan.end + 30 * DAY
                spells.append((plan.start - 20 * DAY, end, place, "CP_COURT"))
        blocked = [plan for plan in child.plans if locality_of[plan] == "UNKNOWN"]
        for period in child.periods:
            if child in lost:
                continue
            place = home.get(number, "UNKNOWN")
            if place == "UNKNOWN":
                place = home[number] = choose(rng, targets.parameters["lac_localities"])
            spells.append((period.start, period.end, *_team(child, place, child in disabled)))
        _write(
            records,
            roster,
            rng,
            child,
            _apart(spells, [plan.start for plan in blocked]),
            targets.today,
        )


def _team(child: Child, place: str, disabled: bool) -> tuple[str, str]:
    if disabled:
        return "COUNTYWIDE", "DISABLED"
    if child.unaccompanied:
        return "COUNTYWIDE", "UASC"
    if place == "COUNTYWIDE":
        return "COUNTYWIDE", "LEAVING_CARE"
    return place, "LAC"


def _apart(spells: list[Spell], without: list[date]) -> list[Spell]:
    """The spells without overlap: while a plan and care both run, the plan's team has the child.

    On the days of `without` there is none: a spell that would cover such a day begins after it.
    """
    edges = sorted({day for start, end, *_ in spells for day in (start, end) if day})
    result: list[Spell] = []
    for place, start in enumerate(edges):
        end = edges[place + 1] if place + 1 < len(edges) else None
        here = [s for s in spells if s[0] <= start and (s[1] is None or s[1] > start)]
        if not here:
            continue
        _, _, locality, function = max(here, key=lambda s: (s[3] == "CP_COURT", s[0]))
        for day in without:
            if start <= day and (end is None or end > day):
                start = day + DAY
        if end is not None and end <= start:
            continue
        if result and result[-1][1:] == (start, locality, function):
            start = result.pop()[0]
        result.append((start, end, locality, function))
    return result


def _write(
    records: Records,
    roster: Roster,
    rng: Random,
    child: Child,
    spells: Sequence[Spell],
    today: date,
) -> None:
    for start, end, locality, function in spells:
        team = roster.team(locality, function)
        # A worker stays about a year and a half, then hands the child on in the team.
        day = start
        while True:
            last = day + (120 + int(rng.expovariate(1 / 420))) * DAY
            if last >= today:
                last = None
            until = end if end is not None and (last is None or end <= last) else last
            records.add(
                "ssd_involvements",
                invo_involvements_id=records.key("IN"),
                invo_professional_id=rng.choice(roster.workers[team]),
                invo_professional_role_id="SW",
                invo_professional_team=team,
                invo_person_id=person_key(child),
                invo_involvement_start_date=day,
                invo_involvement_end_date=until,
                invo_worker_change_reason=None if until in (None, end) else "MANAGE",
            )
            if until in (None, end):
                break
            day = until
