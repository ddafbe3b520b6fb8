"""One day of health checks and questionnaires, and what is learnt at care leavers' birthdays."""

from __future__ import annotations

from datetime import date
from random import Random

from iru.sample.allocation import choose, stream
from iru.sample.health import write_check
from iru.sample.leaver_rows import birthday, return_row
from iru.sample.living import Living
from iru.sample.night_people import chance
from iru.sample.wellbeing import score, write_questionnaire
from iru.working_days import age, is_working_day

KINDS = {"DENTAL": 48, "RHA": 46, "OPTICIAN": 6}
STATUSES = {"Completed": 84, "Refused": 7, "Cancelled": 9}
BANDS = {"normal": 34, "borderline": 14, "concerning": 52}
HEARD_OF = {"eet": 42, "neet": 44, "": 14}
AGES = (19, 20, 21)


def health_day(living: Living, day: date, checks: float, questionnaires: float) -> None:
    """Checks and questionnaires of children in care, and birthdays of care leavers.

    Both rates are per working day, at this scale.
    """
    rng = stream(living.seed, "night", "health", day)
    _birthdays(living, rng, day)
    if not is_working_day(day):
        return
    in_care = [
        row["clae_person_id"]
        for row in living.table("ssd_cla_episodes")
        if row["clae_cla_episode_ceased_date"] is None
    ]
    for _ in range(chance(rng, checks)):
        write_check(living, rng.choice(in_care), choose(rng, KINDS), day, choose(rng, STATUSES))
    for _ in range(chance(rng, questionnaires)):
        child = rng.choice(in_care)
        if 4 <= age(living.get("ssd_person", child)["pers_dob"], day) <= 16:
            write_questionnaire(living, child, day, score(rng, choose(rng, BANDS)), None)


def _birthdays(living: Living, rng: Random, day: date) -> None:
    """Whoever turns 19, 20 or 21 today has been asked; the latest state follows."""
    for state in living.table("ssd_care_leavers"):
        person = living.get("ssd_person", state["clea_person_id"])
        born = person["pers_dob"]
        if (born.month, born.day) not in ((day.month, day.day), (2, 29)):
            continue
        years = day.year - born.year
        if years not in AGES or birthday(born, years) != day:
            continue
        kind = choose(rng, HEARD_OF) or None
        touch = "YES" if kind else "NO"
        if state["clea_care_leaver_in_touch"] == "RHOM":
            kind, touch = None, "RHOM"
        key = person["pers_person_id"]
        row = return_row(living, rng, key, born, person["pers_sex"], years, touch, kind, day)
        living.change(
            "ssd_care_leavers",
            state,
            clea_care_leaver_in_touch=touch,
            clea_care_leaver_latest_contact=row["iclr_status_date"] if kind else None,
            clea_care_leaver_accommodation=row["iclr_accommodation"],
            clea_care_leaver_accom_suitable=row["iclr_suitability"],
            clea_care_leaver_activity=row["iclr_activity"],
        )
