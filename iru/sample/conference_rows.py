"""Enquiries and initial conferences as rows; the clock of review conferences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import deck, stream
from iru.sample.conferences import Initial
from iru.sample.episodes import person_key
from iru.sample.protection import Plan
from iru.sample.records import Records
from iru.sample.staff import Roster
from iru.sample.targets import Targets
from iru.working_days import (
    add_months,
    add_wd,
    working_day_on_or_after,
    working_day_on_or_before,
)

LATE_REASONS = ("LATE_REQUEST", "LATE_S47", "CHAIR_UNAVAILABLE", "FAMILY_REQUEST", "OTHER")
DAY = timedelta(days=1)


def write_initials(
    records: Records, initials: Sequence[Initial], roster: Roster, seed: int, unrecorded: int
) -> dict[Plan, str]:
    """Rows of enquiries and initial conferences; returns the conference of each plan.

    unrecorded: how many plans of the last year lose their conference (a recording gap): the
    conference is held all the same, but the plan does not name it.
    """
    rng = stream(seed, "initial rows")
    meetings: dict[tuple, tuple[str, str]] = {}
    result: dict[Plan, str] = {}
    for conference in initials:
        child = person_key(conference.child)
        if conference.meeting not in meetings:
            here = roster.in_post("ISRO", conference.held)
            meetings[conference.meeting] = (records.key("MT"), rng.choice(here)[0])
        meeting, chair = meetings[conference.meeting]
        target = None
        if conference.working_days is not None and not conference.transfer_in:
            strategy = add_wd(conference.held, -conference.working_days)
            target = add_wd(strategy, 15)
            conference.enquiry = records.key("SE")
            write_enquiry(records, conference.enquiry, child, strategy, conference.held, "ICPC")
        conference.key = records.key("IC")
        records.add(
            "ssd_initial_cp_conference",
            icpc_icpc_id=conference.key,
            icpc_icpc_meeting_id=meeting,
            icpc_s47_enquiry_id=conference.enquiry,
            icpc_person_id=child,
            icpc_icpc_transfer_in="Y" if conference.transfer_in else "N",
            icpc_icpc_target_date=target,
            icpc_icpc_date=conference.held,
            icpc_icpc_outcome_cp_flag="Y" if conference.plan else "N",
        )
        late = target is not None and conference.held > target
        records.add(
            "iru_conferences",
            icnf_conference_id=conference.key,
            icnf_conference_type="TRANSFER_IN" if conference.transfer_in else "ICPC",
            icnf_chair_staff_id=chair,
            icnf_planned_date=conference.held,
            icnf_notification_date=(
                add_wd(conference.held, -12) if conference.transfer_in else None
            ),
            icnf_is_pre_birth=conference.child.born > conference.held,
            icnf_late_reason=rng.choice(LATE_REASONS) if late else None,
            icnf_family_report=rng.random() < 0.6,
            icnf_dissent=rng.random() < 0.05,
        )
        if conference.plan:
            result[conference.plan] = conference.key
    newest = max(plan.start_year for plan in result)
    for plan in [plan for plan in result if plan.start_year == newest][:unrecorded]:
        del result[plan]
    return result


def write_enquiry(
    records: Records, key: str, child: str, strategy: date, end: date | None, outcome: str | None
) -> None:
    """One enquiry about one child; without an end and an outcome while it runs."""
    records.add(
        "ssd_s47_enquiry",
        s47e_s47_enquiry_id=key,
        s47e_person_id=child,
        s47e_s47_start_date=strategy,
        s47e_s47_end_date=end,
        s47e_s47_nfa=outcome and ("Y" if outcome == "NFA" else "N"),
    )
    records.add(
        "iru_s47_enquiries",
        is47_s47_enquiry_id=key,
        is47_icpc_not_required=outcome and ("N" if outcome == "ICPC" else "Y"),
        is47_outcome=outcome,
    )


def review_dates(rng: Random, plan: Plan, horizon: date) -> list[tuple[date, date | None]]:
    """The plan's review conferences: (due, held), held None when booked or overdue (CR1).

    The first within three months, later ones within six of the one before; a plan that has
    ended, ended at its last conference.
    """
    result: list[tuple[date, date | None]] = []
    due, late_done = add_months(plan.start, 3), set()
    while True:
        march = due.year + (due.month > 3)
        if plan.end and plan.end <= due:
            result.append((due, plan.end))
            return result
        if due > horizon:
            result.append((due, None))
            return result
        marked = march in plan.late_years and march not in late_done
        if marked or (not plan.in_stock(march) and rng.random() < 0.04):
            late_done.add(march)
            held = working_day_on_or_after(due + rng.randrange(2, 24) * DAY)
        else:
            held = working_day_on_or_before(due - rng.choice((0, 0, 1, 2, 3, 5, 8, 12)) * DAY)
        if plan.end and held >= plan.end:
            result.append((due, plan.end))
            return result
        if held > horizon:
            result.append((due, None))
            return result
        result.append((due, held))
        due = add_months(held, 6)


def other_enquiries(
    records: Records, initials: Sequence[Initial], targets: Targets, seed: int
) -> None:
    """Enquiries that led to no conference, of children who are or were known."""
    rng = stream(seed, "other enquiries")
    number = round(len(initials) * targets.parameters["enquiries_without_conference"])
    outcomes = deck(rng, {"NFA": number // 2, "CIN": number - number // 2})
    for outcome in outcomes:
        about = rng.choice(initials)
        strategy = working_day_on_or_before(about.held - rng.randrange(90, 500) * DAY)
        if strategy > about.child.born:
            end = add_wd(strategy, rng.randrange(3, 20))
            write_enquiry(
                records, records.key("SE"), person_key(about.child), strategy, end, outcome
            )
