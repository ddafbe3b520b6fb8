"""One day of what IROs record: forms of reviews held, checks midway, plans for permanence."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream
from iru.sample.living import Living
from iru.sample.midpoints import add_check, diligence
from iru.sample.monitoring_forms import write_answer, write_contact
from iru.sample.permanence import plans_by_age, write_plan
from iru.sample.records import Row
from iru.working_days import add_wd, age, is_working_day, working_day_on_or_before

DAY = timedelta(days=1)
SHORT_BREAK = "SHORT_BREAK"
# Days from a mid-point to the next due date, six months after a review or three.
HALF_OF_SIX, HALF_OF_THREE = 92, 46


def monitoring_day(living: Living, day: date) -> None:
    """All that IROs record on `day` besides the reviews themselves."""
    if not is_working_day(day):
        return
    _end_plans(living, day)
    for row in living.table("ssd_cla_reviews"):
        details = living.get("iru_cla_reviews", row["clar_cla_review_id"])
        if row["clar_cla_review_cancelled"] == "Y" or details["icrv_review_type"] == SHORT_BREAK:
            continue
        rng = stream(living.seed, "recorded", row["clar_cla_review_id"])
        if row["clar_cla_review_date"] is None:
            _before_review(living, rng, row, details, day)
        elif row["clar_cla_review_date"] >= living.begun:
            _form(living, rng, row, details, day)


def _before_review(living: Living, rng: Random, row: Row, details: Row, day: date) -> None:
    """Some days before a review is due a plan is agreed; midway, or about then, a check made."""
    due, child = row["clar_cla_review_due_date"], row["clar_cla_person_id"]
    planned, plan_day = rng.random() < 0.77, due - rng.randrange(4, 45) * DAY
    entered = _entered(living, row)
    half = HALF_OF_THREE if entered and due - entered < 130 * DAY else HALF_OF_SIX
    check_day = due - round(half * rng.choice((0.6, 0.8, 0.9, 1.0, 1.0, 1.1, 1.2))) * DAY
    officer = details["icrv_chair_staff_id"]
    checked = rng.random() < 0.75 * diligence(living.seed, officer)
    if entered is None or entered >= day:
        return
    if planned and working_day_on_or_before(plan_day) == day:
        open_plans = living.where("iru_permanence_plans", "ipmp_person_id", child)
        if not [plan for plan in open_plans if plan["ipmp_end_date"] is None]:
            years = age(living.get("ssd_person", child)["pers_dob"], day)
            kind = choose(rng, plans_by_age(years))
            write_plan(living, child, row["clar_cla_id"], kind, day, "P", None)
    # No check for a mid-point that had passed before the county began to live.
    passed = due - half * DAY <= living.begun + 5 * DAY
    first = due - entered < 60 * DAY
    if checked and not passed and not first and working_day_on_or_before(check_day) == day:
        add_check(living, rng, child, row["clar_cla_id"], day, officer, _is_section_20(living, row))


def _entered(living: Living, row: Row) -> date | None:
    """When the child came into care, None when care is over."""
    episodes = living.where("ssd_cla_episodes", "clae_cla_id", row["clar_cla_id"])
    here = [e for e in episodes if e["clae_cla_episode_ceased_date"] is None]
    return here[0]["clae_entered_care_date"] if here else None


def _is_section_20(living: Living, row: Row) -> bool:
    for episode in living.where("ssd_cla_episodes", "clae_cla_id", row["clar_cla_id"]):
        if episode["clae_cla_episode_ceased_date"] is None:
            status = living.get("iru_cla_episodes", episode["clae_cla_episode_id"])
            return status["icla_legal_status_code"] == "V2"
    return False


def _form(living: Living, rng: Random, row: Row, details: Row, day: date) -> None:
    """Some days after the review the form comes, now and then not at all."""
    held, key = row["clar_cla_review_date"], row["clar_cla_review_id"]
    form_day, comes = add_wd(held, rng.choice((2, 3, 3, 5, 8))), rng.random() < 0.98
    if form_day != day or not comes or living.get("iru_i9_answers", key, "I9_03"):
        return
    child, officer = row["clar_cla_person_id"], details["icrv_chair_staff_id"]
    consulted = choose(rng, {"YES": 55, "NO": 43, "BLANK": 2})
    if age(living.get("ssd_person", child)["pers_dob"], held) < 4:
        consulted = "NA"
    if consulted == "YES":
        contact = working_day_on_or_before(held - rng.choice((0, 1, 2, 3, 5, 7)) * DAY)
        write_contact(living, rng, key, "CONSULTED", contact)
    plans = [
        plan
        for plan in living.where("iru_permanence_plans", "ipmp_person_id", child)
        if plan["ipmp_end_date"] is None
    ]
    checks = living.where("iru_midpoint_checks", "imid_person_id", child)
    recently = [check for check in checks if check["imid_check_date"] > held - 180 * DAY]
    answers = {
        "I9_03": consulted,
        "I9_07": choose(rng, {"YES": 61, "NO": 28, "NA": 9, "BLANK": 2}),
        "I9_08": "YES" if any(plan["ipmp_agreed_date"] <= held for plan in plans) else "NO",
        "I9_22": "YES" if recently else "NO",
    }
    for question, answer in answers.items():
        write_answer(living, key, question, answer, day, officer)


def _end_plans(living: Living, day: date) -> None:
    """Plans of children no longer looked after end."""
    cared_for = {
        row["clae_person_id"]
        for row in living.table("ssd_cla_episodes")
        if row["clae_cla_episode_ceased_date"] is None
    }
    for plan in living.table("iru_permanence_plans"):
        if plan["ipmp_end_date"] is None and plan["ipmp_person_id"] not in cared_for:
            living.change("iru_permanence_plans", plan, ipmp_end_date=day)
