"""One day of child protection: enquiries, initial and review conferences, plans begun and ended."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream
from iru.sample.conference_rows import LATE_REASONS, write_enquiry
from iru.sample.episodes import person_key
from iru.sample.living import Living
from iru.sample.night_attendance import attend
from iru.sample.night_people import allocate, chance, end_involvements, new_family
from iru.sample.night_reviews import planned_day
from iru.sample.plan_rows import participation
from iru.sample.records import Row
from iru.working_days import add_months, add_wd, is_working_day

DAY = timedelta(days=1)
CATEGORIES = {"NEG": 70, "EMO": 21, "PHY": 6, "SAB": 3}
OUTCOMES = {"ICPC": 58, "NFA": 21, "CIN": 21}
PLAN_MADE, PLAN_ENDS = 0.8, 0.36


def protection_day(living: Living, day: date, enquiries: float) -> None:
    """All that happens on `day`. enquiries: children with a new enquiry per working day."""
    if not is_working_day(day):
        return
    rng = stream(living.seed, "night", "protection", day)
    for row in living.table("ssd_s47_enquiry"):
        if row["s47e_s47_end_date"] is None:
            _conclude(living, row, day)
    for row in living.table("ssd_cp_reviews"):
        if row["cppr_cp_review_date"] is None:
            due = row["cppr_cp_review_due"]
            if planned_day(living.seed, row["cppr_cp_review_meeting_id"], due) <= day:
                _review(living, row, day)
    for _ in range(chance(rng, enquiries / 1.6)):
        size = rng.choice((1, 1, 1, 2, 2, 3))
        children, locality = new_family(living, rng, day, size)
        for child in children:
            allocate(living, rng, person_key(child), "SW", day, locality)
            write_enquiry(living, living.key("SE"), person_key(child), day, None, None)


def _family(living: Living, child: str) -> str:
    return living.where("ssd_family", "fami_person_id", child)[0]["fami_family_id"]


def _conclude(living: Living, row: Row, day: date) -> None:
    """An enquiry ends on the day its family's stream of chance says; siblings together."""
    child, strategy = row["s47e_person_id"], row["s47e_s47_start_date"]
    family = _family(living, child)
    rng = stream(living.seed, "enquiry", family, strategy)
    outcome = choose(rng, OUTCOMES)
    days = rng.choice((6, 9, 10, 11, 12, 13, 14, 15)) if rng.random() < 0.86 else 21
    made = rng.random() < PLAN_MADE
    if add_wd(strategy, days) > day:
        return
    details = living.get("iru_s47_enquiries", row["s47e_s47_enquiry_id"])
    living.change(
        "ssd_s47_enquiry", row, s47e_s47_end_date=day, s47e_s47_nfa="Y" if outcome == "NFA" else "N"
    )
    living.change(
        "iru_s47_enquiries",
        details,
        is47_outcome=outcome,
        is47_icpc_not_required="N" if outcome == "ICPC" else "Y",
    )
    if outcome == "ICPC":
        _initial(living, rng, row, day, f"MT{family}{day:%Y%m%d}", made)


def _initial(
    living: Living, rng: Random, enquiry: Row, day: date, meeting: str, made: bool
) -> None:
    """The initial conference, and a plan when one is made."""
    child, key = enquiry["s47e_person_id"], living.key("IC")
    plan = living.key("CPP") if made else None
    target = add_wd(enquiry["s47e_s47_start_date"], 15)
    chair = allocate(living, rng, child, "ISRO", day) if made else _chair(living, rng)
    living.add(
        "ssd_initial_cp_conference",
        icpc_icpc_id=key,
        icpc_icpc_meeting_id=meeting,
        icpc_s47_enquiry_id=enquiry["s47e_s47_enquiry_id"],
        icpc_person_id=child,
        icpc_cp_plan_id=plan,
        icpc_icpc_transfer_in="N",
        icpc_icpc_target_date=target,
        icpc_icpc_date=day,
        icpc_icpc_outcome_cp_flag="Y" if made else "N",
    )
    living.add(
        "iru_conferences",
        icnf_conference_id=key,
        icnf_conference_type="ICPC",
        icnf_chair_staff_id=chair,
        icnf_planned_date=day,
        icnf_is_pre_birth=False,
        icnf_late_reason=rng.choice(LATE_REASONS) if day > target else None,
    )
    attend(living, meeting, child)
    if not plan:
        return
    category = choose(rng, CATEGORIES)
    living.add(
        "ssd_cp_plans",
        cppl_cp_plan_id=plan,
        cppl_icpc_id=key,
        cppl_person_id=child,
        cppl_cp_plan_start_date=day,
        cppl_cp_plan_ola="N",
        cppl_cp_plan_initial_category=category,
        cppl_cp_plan_latest_category=category,
    )
    living.add(
        "iru_cp_plans",
        icpp_cp_plan_id=plan,
        icpp_domestic_abuse=rng.random() < 0.3,
        icpp_previous_plans_count=0,
    )
    _book(living, child, plan, add_months(day, 3), f"MR{meeting[2:]}", chair)


def _chair(living: Living, rng: Random) -> str:
    return rng.choice(living.where("iru_staff_assignments", "iasg_role", "ISRO"))["iasg_staff_id"]


def _book(living: Living, child: str, plan: str, due: date, meeting: str, chair: str) -> None:
    key = living.key("RC")
    living.add(
        "ssd_cp_reviews",
        cppr_cp_review_id=key,
        cppr_person_id=child,
        cppr_cp_plan_id=plan,
        cppr_cp_review_due=due,
        cppr_cp_review_meeting_id=meeting,
    )
    living.add(
        "iru_conferences",
        icnf_conference_id=key,
        icnf_conference_type="RCPC",
        icnf_chair_staff_id=chair,
        icnf_planned_date=due,
        icnf_is_pre_birth=False,
    )


def _review(living: Living, row: Row, day: date) -> None:
    """A review conference is held: the plans of the family go on, or end together."""
    rng = stream(living.seed, "conference", row["cppr_cp_review_meeting_id"])
    child, plan_key = row["cppr_person_id"], row["cppr_cp_plan_id"]
    plan = living.get("ssd_cp_plans", plan_key)
    details = living.get("iru_conferences", row["cppr_cp_review_id"])
    ends = rng.random() < PLAN_ENDS
    born = living.get("ssd_person", child)["pers_dob"]
    living.change(
        "ssd_cp_reviews",
        row,
        cppr_cp_review_date=day,
        cppr_cp_review_outcome_continue_cp="N" if ends else "Y",
        cppr_cp_review_quorate="Y",
        cppr_cp_review_participation=participation(rng, born or day + DAY, day),
    )
    late = day > row["cppr_cp_review_due"]
    living.change(
        "iru_conferences",
        details,
        icnf_planned_date=day,
        icnf_late_reason=rng.choice(LATE_REASONS) if late else None,
    )
    attend(living, row["cppr_cp_review_meeting_id"], child)
    if ends:
        living.change("ssd_cp_plans", plan, cppl_cp_plan_end_date=day)
        living.change(
            "iru_cp_plans", living.get("iru_cp_plans", plan_key), icpp_end_reason="RISK_REDUCED"
        )
        end_involvements(living, child, "ISRO", day)
    else:
        meeting = f"{row['cppr_cp_review_meeting_id'][:-8]}{day:%Y%m%d}"
        _book(living, child, plan_key, add_months(day, 6), meeting, details["icnf_chair_staff_id"])
