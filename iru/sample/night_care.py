"""One day of looked-after children: starts, moves, orders, reviews, ends, births, birthdays."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream
from iru.sample.episodes import person_key, write_period
from iru.sample.living import Living
from iru.sample.names import forename
from iru.sample.night_changes import change_day
from iru.sample.night_people import (
    allocate,
    chance,
    end_involvements,
    new_family,
    recorded_late,
)
from iru.sample.night_reviews import review_day
from iru.sample.people import Period
from iru.sample.placements import FOSTERING
from iru.sample.records import Row
from iru.sample.reviews import write_review
from iru.working_days import add_wd, age, is_working_day

DAY = timedelta(days=1)
SHORT_BREAKS = ("V3", "V4")
REASONS = {"E4A": 40, "E4B": 9, "E13": 6, "E41": 7, "E43": 9, "E44": 3, "E8": 12, "E11": 14}


def care_day(living: Living, day: date, started: float, ended: float) -> None:
    """All that happens to children in care on `day`.

    started, ended: children per working day, at this scale, other than by coming of age.
    """
    rng = stream(living.seed, "night", "care", day)
    _births(living, rng, day)
    _birthdays(living, rng, day)
    if not is_working_day(day):
        return
    review_day(living, day)
    episodes = open_episodes(living)
    change_day(living, rng, day, episodes)
    for _ in range(chance(rng, ended)):
        _end_one(living, rng, day, rng.choice(episodes))
    for _ in range(chance(rng, started / 1.5)):
        _start_family(living, rng, day)


def open_episodes(living: Living) -> list[Row]:
    """Episodes open at night, short breaks left out."""
    result = []
    for row in living.table("ssd_cla_episodes"):
        if row["clae_cla_episode_ceased_date"] is None:
            status = living.get("iru_cla_episodes", row["clae_cla_episode_id"])
            if status["icla_legal_status_code"] not in SHORT_BREAKS:
                result.append(row)
    return result


def _births(living: Living, rng: Random, day: date) -> None:
    """The unborn are born about when expected; who is long overdue is a recording gap."""
    for row in living.table("ssd_person"):
        expected = row["pers_expected_dob"]
        due = row["pers_dob"] is None and expected and expected <= day <= expected + 14 * DAY
        if due and rng.random() < 0.3:
            number = int(row["pers_person_id"][1:])
            living.change(
                "ssd_person",
                row,
                pers_dob=day,
                pers_expected_dob=None,
                pers_sex=rng.choice("MF"),
                pers_forename=forename(number),
            )


def _birthdays(living: Living, rng: Random, day: date) -> None:
    """Care ends on the eighteenth birthday; some of these ends are recorded weeks later."""
    for episode in open_episodes(living):
        born = living.get("ssd_person", episode["clae_person_id"])["pers_dob"]
        status = living.get("iru_cla_episodes", episode["clae_cla_episode_id"])
        years = age(born, day)
        if years < 18 or (years > 18 and status["icla_legal_status_code"] == "V2"):
            continue
        eighteenth = (
            date(born.year + 18, 3, 1)
            if (born.month, born.day) == (2, 29)
            else (born.replace(year=born.year + 18))
        )
        place = living.get("ssd_cla_placement", episode["clae_cla_placement_id"])
        stays_on = place["clap_cla_placement_type"] == "K2" and day > eighteenth + 60 * DAY
        if eighteenth < living.begun or stays_on:
            continue
        if day > eighteenth or rng.random() < 0.85:
            if day > eighteenth and rng.random() < 0.9:
                continue
            end_care(living, episode, eighteenth, choose(rng, {"E5": 70, "E7": 15, "E8": 15}))


def end_care(living: Living, episode: Row, day: date, reason: str) -> None:
    """Close the child's episode, placement, legal status and involvements; drop the booking."""
    child = episode["clae_person_id"]
    living.change(
        "ssd_cla_episodes",
        episode,
        clae_cla_episode_ceased_date=day,
        clae_cla_episode_ceased_reason=reason,
    )
    place = living.get("ssd_cla_placement", episode["clae_cla_placement_id"])
    living.change("ssd_cla_placement", place, clap_cla_placement_end_date=day)
    for row in living.where("ssd_legal_status", "lega_person_id", child):
        if row["lega_legal_status_end_date"] is None:
            living.change("ssd_legal_status", row, lega_legal_status_end_date=day)
    end_involvements(living, child, "IRO", day)
    for row in living.where("ssd_cla_reviews", "clar_cla_person_id", child):
        if row["clar_cla_review_date"] is None:
            living.change("ssd_cla_reviews", row, clar_cla_review_cancelled="Y")


def _end_one(living: Living, rng: Random, day: date, episode: Row) -> None:
    """A child under age leaves; some such ends are recorded days later."""
    if episode["clae_cla_episode_ceased_date"]:
        return
    end = recorded_late(living, rng, day)
    born = living.get("ssd_person", episode["clae_person_id"])["pers_dob"]
    if end <= episode["clae_cla_episode_start_date"] + DAY or age(born, end) >= 18:
        return
    status = living.get("iru_cla_episodes", episode["clae_cla_episode_id"])
    reason = choose(rng, REASONS)
    if reason == "E11" and status["icla_legal_status_code"] != "E1":
        reason = "E4A"
    end_care(living, episode, end, reason)


def _start_family(living: Living, rng: Random, day: date) -> None:
    """One to three children of a new family come into care on one day."""
    start = recorded_late(living, rng, day)
    children, locality = new_family(living, rng, start, rng.choice((1, 1, 1, 2, 2, 3)))
    for child in children:
        legal = rng.choice(("V2", "V2", "C1"))
        period = Period(child, day.year, start=start)
        key = write_period(living, rng, period, [(start, legal)], [(start, choose(rng, FOSTERING))])
        officer = allocate(living, rng, person_key(child), "IRO", start)
        allocate(living, rng, person_key(child), "SW", start, locality)
        write_review(
            living, rng, person_key(child), key, add_wd(start, 20), None, "STANDARD", officer
        )
