"""One day of the unit's other work: allegations and escalations."""

from __future__ import annotations

from datetime import date

from iru.sample.allegation_meetings import FINAL, LATE_REASONS
from iru.sample.allegations import write_referral
from iru.sample.allocation import choose, stream
from iru.sample.escalations import OUTCOMES
from iru.sample.living import Living
from iru.sample.night_people import chance
from iru.working_days import add_wd, is_working_day

DECIDED = {"NFA": 29, "ADVICE": 38, "MAS": 24, "WAM": 9}
REASONS = {
    "PLANNING": 36,
    "ASSESSMENT": 24,
    "PARTICIPATION": 8,
    "DELAY_OUTCOMES": 18,
    "DELAY_PERMANENCE": 14,
}


def service_day(living: Living, day: date, referrals: float, escalations: float) -> None:
    """All that happens on `day`; both rates are per working day, at this scale."""
    if not is_working_day(day):
        return
    _decide(living, day)
    _meet(living, day)
    _close(living, day)
    rng = stream(living.seed, "night", "service", day)
    in_care = [
        row["clae_person_id"]
        for row in living.table("ssd_cla_episodes")
        if row["clae_cla_episode_ceased_date"] is None
    ]
    for _ in range(chance(rng, referrals)):
        write_referral(living, rng, day, "WIP", in_care)
    officers = [
        row
        for row in living.table("ssd_involvements")
        if row["invo_professional_role_id"] == "IRO" and row["invo_involvement_end_date"] is None
    ]
    for _ in range(chance(rng, escalations)):
        allocation, key = rng.choice(officers), living.key("ES")
        living.add(
            "iru_escalations",
            iesc_escalation_id=key,
            iesc_person_id=allocation["invo_person_id"],
            iesc_issue_group_id=f"EG{key}",
            iesc_raised_by_staff_id=allocation["invo_professional_id"],
            iesc_raised_date=day,
            iesc_primary_reason=choose(rng, REASONS),
            iesc_is_exceptional_agreed=False,
            iesc_source_system="IRU monitoring",
        )
        living.add(
            "iru_escalation_stages",
            iesg_escalation_id=key,
            iesg_stage=1,
            iesg_start_date=day,
            iesg_decision_maker_role="TEAM_MANAGER",
        )


def _decide(living: Living, day: date) -> None:
    """Referrals of the last days are decided upon; a few old ones stay undecided."""
    for row in living.table("iru_lado_referrals"):
        rng = stream(living.seed, "front door", row["ilar_referral_id"])
        due = add_wd(row["ilar_received_date"], rng.randrange(0, 5))
        old = row["ilar_received_date"] < living.begun
        if old or row["ilar_front_door_outcome"] != "WIP" or due != day:
            continue
        outcome = choose(rng, DECIDED)
        closed = day if outcome in ("NFA", "ADVICE") else None
        living.change(
            "iru_lado_referrals",
            row,
            ilar_front_door_outcome=outcome,
            ilar_outcome_date=day,
            ilar_closed_date=closed,
        )
        if outcome in ("MAS", "WAM"):
            living.add(
                "iru_lado_meetings",
                ilam_meeting_id=living.key("LM"),
                ilam_referral_id=row["ilar_referral_id"],
                ilam_meeting_type=outcome,
                ilam_sequence=1,
                ilam_planned_date=add_wd(day, rng.randrange(1, 6)),
            )


def _meet(living: Living, day: date) -> None:
    for row in living.table("iru_lado_meetings"):
        if row["ilam_held_date"] is None and row["ilam_planned_date"] <= day:
            referral = living.get("iru_lado_referrals", row["ilam_referral_id"])
            rng = stream(living.seed, "meeting", row["ilam_meeting_id"])
            first = row["ilam_sequence"] == 1
            late = referral and first and day > add_wd(referral["ilar_received_date"], 5)
            living.change(
                "iru_lado_meetings",
                row,
                ilam_held_date=day,
                ilam_late_reason=rng.choice(LATE_REASONS) if late else None,
            )


def _close(living: Living, day: date) -> None:
    """Cases and escalations close some weeks after they began, each on a day of its own."""
    for row in living.table("iru_lado_referrals"):
        rng = stream(living.seed, "closing", row["ilar_referral_id"])
        ready = add_wd(row["ilar_received_date"], 25 + int(rng.expovariate(1 / 30)))
        outcome = row["ilar_front_door_outcome"]
        if row["ilar_closed_date"] is None and outcome in ("MAS", "WAM") and ready <= day:
            final = choose(rng, FINAL) if outcome == "MAS" else None
            living.change("iru_lado_referrals", row, ilar_closed_date=day, ilar_final_outcome=final)
    for row in living.table("iru_escalations"):
        rng = stream(living.seed, "resolving", row["iesc_escalation_id"])
        ready = add_wd(row["iesc_raised_date"], 5 + int(rng.expovariate(1 / 22)))
        if row["iesc_closed_date"] is None and ready <= day:
            living.change(
                "iru_escalations", row, iesc_closed_date=day, iesc_outcome=choose(rng, OUTCOMES)
            )
