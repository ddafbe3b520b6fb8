"""Plans and their review conferences as rows; categories of harm that fill each stock exactly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, deck, stream
from iru.sample.conference_rows import LATE_REASONS, review_dates
from iru.sample.episodes import person_key
from iru.sample.protection import Plan, Protection
from iru.sample.records import Records
from iru.sample.staff import Roster
from iru.sample.stocks import settle
from iru.sample.targets import Targets
from iru.working_days import age

Categories = dict[Plan, tuple[str, str]]


def give_categories(protection: Protection, targets: Targets, seed: int) -> Categories:
    """Initial and latest category of every plan; both fill every 31 March's stock exactly.

    A plan keeps its latest category in the record, so a stock's newcomers take what the plans
    that stay leave open.
    """
    latest = _fill(protection, targets, "cp_latest_category", seed, {})
    initial = _fill(protection, targets, "cp_initial_category", seed, latest)
    rng = stream(seed, "categories")
    weights = targets.parameters["cp_category_weights"]
    result: Categories = {}
    by_group: dict[int, str] = {}
    for plan in protection.plans:
        if plan in latest:
            result[plan] = (initial[plan], latest[plan])
        else:
            category = by_group.setdefault(plan.group, choose(rng, weights))
            result[plan] = (category, category)
    return result


def _fill(
    protection: Protection, targets: Targets, target: str, seed: int, like: dict[Plan, str]
) -> dict[Plan, str]:
    """Categories of the plans in any stock of the target; those of `like` kept where possible."""
    counts = {int(period): value for period, value in targets.values.get(target, {}).items()}
    return settle(
        stream(seed, target),
        {march: protection.stock(march) for march in counts},
        counts,
        lambda plan, category: float(like.get(plan) == category),
        lambda plan: plan.group,
        target,
    )


def participation(rng: Random, born: date, held: date) -> str:
    """A participation code for a child of that age at a conference."""
    if born > held or age(born, held) < 4:
        return "PN0"
    return choose(rng, {"PN1": 18, "PN5": 22, "PN6": 25, "PN7": 35})


def end_reason(rng: Random, plan: Plan) -> str:
    """Why the plan ended: the child in care by then, or the risk less."""
    day = plan.end + timedelta(days=1)
    if any(
        p.start and p.start <= day and (p.end is None or p.end > day) for p in plan.child.periods
    ):
        return "LAC"
    return choose(rng, {"RISK_REDUCED": 95, "MOVED_OUT": 4, "OTHER": 1})


def write_plans(
    records: Records,
    protection: Protection,
    categories: Categories,
    conference_of: dict[Plan, str],
    roster: Roster,
    seed: int,
    horizon: date,
) -> dict[Plan, str]:
    """Rows of all plans with their review conferences and allocations; returns their keys."""
    keys: dict[Plan, str] = {}
    by_conference = {row["icpc_icpc_id"]: row for row in records.table("ssd_initial_cp_conference")}
    for plan in sorted(protection.plans, key=lambda p: (p.start, p.group, p.child.number)):
        key = keys[plan] = records.key("CPP")
        conference = conference_of.get(plan)
        if conference:
            by_conference[conference]["icpc_cp_plan_id"] = key
        initial, latest = categories[plan]
        # One stream for a group: siblings are reviewed in one meeting.
        rng = stream(seed, "plan", plan.group)
        records.add(
            "ssd_cp_plans",
            cppl_cp_plan_id=key,
            cppl_icpc_id=conference,
            cppl_person_id=person_key(plan.child),
            cppl_cp_plan_start_date=plan.start,
            cppl_cp_plan_end_date=plan.end,
            cppl_cp_plan_ola="N",
            cppl_cp_plan_initial_category=initial,
            cppl_cp_plan_latest_category=latest,
        )
        records.add(
            "iru_cp_plans",
            icpp_cp_plan_id=key,
            icpp_domestic_abuse=rng.random() < (0.42 if latest == "EMO" else 0.24),
            icpp_previous_plans_count=plan.previous,
            icpp_end_reason=end_reason(rng, plan) if plan.end else None,
        )
        spells = roster.spells(rng, "ISRO", plan.start, plan.end)
        for person, start, end in spells:
            records.add(
                "ssd_involvements",
                invo_involvements_id=records.key("IN"),
                invo_professional_id=person,
                invo_professional_role_id="ISRO",
                invo_person_id=person_key(plan.child),
                invo_involvement_start_date=start,
                invo_involvement_end_date=end,
                invo_worker_change_reason="LEFTRL" if end and end != plan.end else None,
            )
        for due, held in review_dates(rng, plan, horizon):
            write_review_conference(records, rng, plan, key, due, held, spells)
    return keys


def write_review_conference(
    records: Records,
    rng: Random,
    plan: Plan,
    plan_key: str,
    due: date,
    held: date | None,
    spells: Sequence[tuple[str, date, date | None]],
) -> None:
    """One review conference of one child, held or booked."""
    key = records.key("RC")
    chair = [person for person, start, _ in spells if start <= (held or due)][-1]
    day = f"{held or due:%Y%m%d}"
    records.add(
        "ssd_cp_reviews",
        cppr_cp_review_id=key,
        cppr_person_id=person_key(plan.child),
        cppr_cp_plan_id=plan_key,
        cppr_cp_review_due=due,
        cppr_cp_review_date=held,
        cppr_cp_review_meeting_id=f"MR{plan.group:06d}{day}",
        cppr_cp_review_outcome_continue_cp=None if held is None else "YN"[held == plan.end],
        cppr_cp_review_quorate=None if held is None else "Y",
        cppr_cp_review_participation=held and participation(rng, plan.child.born, held),
    )
    records.add(
        "iru_conferences",
        icnf_conference_id=key,
        icnf_conference_type="RCPC",
        icnf_chair_staff_id=chair,
        icnf_planned_date=held or due,
        icnf_is_pre_birth=False,
        icnf_late_reason=rng.choice(LATE_REASONS) if held and held > due else None,
    )


def temporary_plans(
    records: Records, targets: Targets, seed: int, children: Sequence, first: int, last: int
) -> None:
    """Plans held for a while for another authority: counts leave them out (C24)."""
    rng = stream(seed, "temporary plans")
    number = targets.parameters["cp_temporary_per_year"] * targets.scale
    waiting = list(children)
    for march in range(first + 1, last + 1):
        for category in deck(rng, {"NEG": number - number // 2, "EMO": number // 2}):
            child = waiting.pop()
            start = date(march - 1, 4, 1) + timedelta(days=rng.randrange(360))
            key = records.key("CPP")
            still = march == last and rng.random() < 0.5
            records.add(
                "ssd_cp_plans",
                cppl_cp_plan_id=key,
                cppl_person_id=person_key(child),
                cppl_cp_plan_start_date=start,
                cppl_cp_plan_end_date=None
                if still
                else start + timedelta(days=rng.randrange(20, 130)),
                cppl_cp_plan_ola="Y",
                cppl_cp_plan_initial_category=category,
                cppl_cp_plan_latest_category=category,
            )
            records.add(
                "iru_cp_plans",
                icpp_cp_plan_id=key,
                icpp_domestic_abuse=False,
                icpp_previous_plans_count=0,
                icpp_end_reason=None if still else "MOVED_OUT",
            )
