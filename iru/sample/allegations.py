"""Allegations against people who work with children: referrals, meetings, children concerned.

They have subjects of their own; the children linked are those of the case system.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allegation_meetings import hold_meetings
from iru.sample.allocation import choose, deck, shares, stream
from iru.sample.care_dates import pick_day
from iru.sample.records import Records
from iru.sample.targets import Targets, year_label
from iru.working_days import add_wd

SECTORS = {
    "EDUCATION": 36,
    "FOSTER_CARE": 16,
    "POLICE": 3,
    "EARLY_YEARS": 10,
    "HEALTH": 6,
    "SOCIAL_CARE": 6,
    "RESIDENTIAL": 11,
    "VOLUNTARY": 7,
    "FAITH": 3,
    "OTHER": 2,
}
SOURCES = {
    "EDUCATION": 28,
    "FOSTER_CARE": 20,
    "POLICE": 18,
    "SOCIAL_CARE": 9,
    "HEALTH": 7,
    "EARLY_YEARS": 6,
    "OFSTED": 4,
    "VOLUNTARY": 4,
    "PUBLIC": 3,
    "ANONYMOUS": 1,
}
ROLES = {
    "EDUCATION": ("TEACHER", "SUPPORT_STAFF", "MANAGER", "TRANSPORT"),
    "FOSTER_CARE": ("FOSTER_CARER",),
    "POLICE": ("OFFICER",),
    "HEALTH": ("HEALTH_WORKER",),
    "SOCIAL_CARE": ("SOCIAL_WORKER", "SUPPORT_STAFF"),
    "VOLUNTARY": ("VOLUNTEER", "SUPPORT_STAFF"),
    "FAITH": ("VOLUNTEER", "OTHER"),
}
TYPES = {
    "PHYSICAL": 34,
    "PRACTICE": 24,
    "SEXUAL": 17,
    "EMOTIONAL": 8,
    "PRIVATE_LIFE": 8,
    "NEGLECT": 4,
    "ONLINE": 5,
}
BUSY = {4: 9, 5: 11, 6: 12, 7: 11, 8: 4, 9: 10, 10: 11, 11: 12, 12: 8, 1: 11, 2: 10}


def received_days(rng: Random, march: int, counts: dict[str, int]) -> list[date]:
    """The days the year's referrals were received; March exactly, the other months by season."""
    months = shares(counts["year"] - counts["march"], BUSY)
    months[3] = counts["march"]
    days = []
    for month, number in months.items():
        year = march if month <= 3 else march - 1
        first = date(year, month, 1)
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        days += [pick_day(rng, first, last) for _ in range(number)]
    return sorted(days)


def write_allegations(
    records: Records, targets: Targets, seed: int, children: Sequence[str]
) -> None:
    """All referrals up to the last 31 March, with their meetings."""
    for period, counts in targets.values["lado_referrals"].items():
        march = int(period[:4]) + 1
        rng = stream(seed, "allegations", march)
        days = received_days(rng, march, counts)
        outcomes = targets.get("lado_front_door", period) or shares(
            len(days), targets.parameters["lado_front_door_weights"]
        )
        outcomes = dict(outcomes)
        # What is not yet decided, came last.
        undecided = outcomes.pop("WIP", 0)
        cards = deck(rng, outcomes) + ["WIP"] * undecided
        rows = [
            write_referral(records, rng, day, outcome, children)
            for day, outcome in zip(days, cards, strict=True)
        ]
        hold_meetings(
            records, rng, rows, targets.get("lado_meetings_late", year_label(march)), march
        )


def write_referral(
    records: Records, rng: Random, received: date, outcome: str, children: Sequence[str]
) -> dict:
    """One referral about one subject; returns its row."""
    subject, key = records.key("SU"), records.key("LR")
    sector = choose(rng, SECTORS)
    role = rng.choice(ROLES.get(sector, ("SUPPORT_STAFF", "MANAGER")))
    source = choose(rng, SOURCES)
    records.add(
        "iru_lado_subjects", isub_subject_id=subject, isub_sector=sector, isub_role_type=role
    )
    meeting = outcome in ("MAS", "WAM")
    row = records.add(
        "iru_lado_referrals",
        ilar_referral_id=key,
        ilar_subject_id=subject,
        ilar_received_date=received,
        ilar_source_sector=source,
        ilar_source_role=rng.choice(ROLES.get(source, ("OTHER", "MANAGER"))),
        ilar_subject_sector=sector,
        ilar_subject_role=role,
        ilar_is_volunteer=role == "VOLUNTEER",
        ilar_is_agency_worker=rng.random() < 0.05,
        ilar_is_foster_carer=role == "FOSTER_CARER",
        ilar_allegation_type=choose(rng, TYPES),
        ilar_is_historic=rng.random() < 0.06,
        ilar_criteria_met=(
            choose(rng, {"HARM": 60, "CRIMINAL": 15, "UNSUITABLE": 25}) if meeting else None
        ),
        ilar_front_door_outcome=outcome,
        ilar_outcome_date=None if outcome == "WIP" else add_wd(received, rng.randrange(0, 4)),
        ilar_is_police_involved=outcome == "MAS" and rng.random() < 0.5,
        ilar_is_dbs_referred=False,
        ilar_is_regulator_referred=outcome == "MAS" and rng.random() < 0.2,
        ilar_is_referrer_informed=rng.random() < 0.9,
    )
    if outcome in ("NFA", "ADVICE"):
        row["ilar_closed_date"] = row["ilar_outcome_date"]
    if children and rng.random() < 0.3:
        records.add(
            "iru_lado_child_links", ilcl_referral_id=key, ilcl_child_id=rng.choice(children)
        )
    return row
