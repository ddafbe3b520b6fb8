"""One day of advocacy: referrals come, advocates begin, and end their work."""

from __future__ import annotations

from datetime import date, timedelta

from iru.sample.advocacy import PROVIDER, UNSUPPORTED, referrers
from iru.sample.allocation import choose, stream
from iru.sample.living import Living
from iru.sample.night_people import chance
from iru.working_days import add_wd, is_working_day

TABLE = "iru_advocacy_referrals"
YOUNGEST = timedelta(days=5 * 366)


def advocacy_day(living: Living, day: date, referrals: float) -> None:
    """All that happens on `day`; the rate is per working day, at this scale."""
    if not is_working_day(day):
        return
    for row in living.table(TABLE):
        _go_on(living, row, day)
    rng = stream(living.seed, "night", "advocacy", day)
    for _ in range(chance(rng, referrals)):
        purpose = choose(rng, {"CP_CONF": 66, "LAC_REVIEW": 34})
        able = _children(living, purpose, day)
        if not able:
            continue
        living.add(
            TABLE,
            iadv_referral_id=living.key("AV"),
            iadv_person_id=rng.choice(able),
            iadv_purpose=purpose,
            iadv_referred_by=choose(rng, referrers(purpose)),
            iadv_referred_date=day,
            iadv_provider=PROVIDER,
        )


def _children(living: Living, purpose: str, day: date) -> list[str]:
    """Children aged five or more with an open plan, or in care."""
    table, person, end = {
        "CP_CONF": ("ssd_cp_plans", "cppl_person_id", "cppl_cp_plan_end_date"),
        "LAC_REVIEW": ("ssd_cla_episodes", "clae_person_id", "clae_cla_episode_ceased_date"),
    }[purpose]
    found = []
    for row in living.table(table):
        child = living.get("ssd_person", row[person])
        if row[end] is None and child and child["pers_dob"] and child["pers_dob"] + YOUNGEST < day:
            found.append(row[person])
    return found


def _go_on(living: Living, row: dict, day: date) -> None:
    """First contact within three weeks, or none at all; the end some weeks later."""
    rng = stream(living.seed, "advocate", row["iadv_referral_id"])
    ready = add_wd(row["iadv_referred_date"], rng.randrange(2, 14))
    taken_up, weeks = rng.random() < 0.87, rng.randrange(4, 18)
    if row["iadv_ended_date"] is not None:
        return
    if row["iadv_first_contact_date"] is None and ready <= day:
        if taken_up:
            living.change(TABLE, row, iadv_first_contact_date=day)
        else:
            outcome = choose(rng, UNSUPPORTED)
            living.change(TABLE, row, iadv_ended_date=day, iadv_outcome=outcome)
    elif (first := row["iadv_first_contact_date"]) and first + timedelta(weeks=weeks) <= day:
        living.change(TABLE, row, iadv_ended_date=day, iadv_outcome="SUPPORTED")
