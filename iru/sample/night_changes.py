"""What changes within care on one day: orders made, children moved; corrections of records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose
from iru.sample.episodes import CHANGE_REASONS, STATUS_WORDS, provider
from iru.sample.living import Living
from iru.sample.night_people import chance
from iru.sample.people import ETHNIC_CODES
from iru.sample.placements import FOSTERING
from iru.sample.records import Row
from iru.working_days import is_working_day

DAY = timedelta(days=1)
# A day's orders and moves, for each hundred children in care.
ORDERS_PER_100, MOVES_PER_100 = 0.12, 0.28
FOLLOWS = {"V2": "C1", "C1": "C2"}


def change_day(living: Living, rng: Random, day: date, episodes: Sequence[Row]) -> None:
    """Some children get the order that follows theirs, some move to another carer."""
    hundreds = len(episodes) / 100
    for _ in range(chance(rng, hundreds * ORDERS_PER_100)):
        episode = rng.choice(episodes)
        status = living.get("iru_cla_episodes", episode["clae_cla_episode_id"])
        legal = FOLLOWS.get(status["icla_legal_status_code"])
        if legal and _may_change(episode, day):
            _next_episode(living, rng, episode, day, legal, None)
    for _ in range(chance(rng, hundreds * MOVES_PER_100)):
        episode = rng.choice(episodes)
        place = living.get("ssd_cla_placement", episode["clae_cla_placement_id"])
        fostered = place["clap_cla_placement_type"] in FOSTERING
        if fostered and _may_change(episode, day):
            _next_episode(living, rng, episode, day, None, choose(rng, FOSTERING))


def _may_change(episode: Row, day: date) -> bool:
    ended = episode["clae_cla_episode_ceased_date"] is not None
    return not ended and episode["clae_cla_episode_start_date"] < day


def correct_records(living: Living, rng: Random, day: date) -> None:
    """What a case system's users put right: a missing ethnicity, a review's date, and, now and
    then, an enquiry entered twice is deleted."""
    missing = [
        row
        for row in living.table("ssd_person")
        if row["pers_dob"]
        and row["pers_ethnicity"] == "NOBT"
        and row["pers_person_id"] not in living.ever_in_care
    ]
    if missing and rng.random() < 0.3:
        code = choose(rng, ETHNIC_CODES["white"])
        living.change("ssd_person", rng.choice(missing), pers_ethnicity=code)
    earliest = max(living.begun, day - 40 * DAY)
    recent = [
        row
        for row in living.table("ssd_cla_reviews")
        if row["clar_cla_review_date"] and earliest < row["clar_cla_review_date"] < day - 2 * DAY
    ]
    if recent and rng.random() < 0.35:
        row = rng.choice(recent)
        earlier = row["clar_cla_review_date"] - DAY
        if is_working_day(earlier):
            living.change("ssd_cla_reviews", row, clar_cla_review_date=earlier)
    unlinked = [
        row
        for row in living.table("ssd_s47_enquiry")
        if row["s47e_s47_nfa"] == "Y" and row["s47e_s47_start_date"] > day - 60 * DAY
    ]
    if unlinked and rng.random() < 0.08:
        row = rng.choice(unlinked)
        details = living.get("iru_s47_enquiries", row["s47e_s47_enquiry_id"])
        living.delete("iru_s47_enquiries", details)
        living.delete("ssd_s47_enquiry", row)


def _next_episode(
    living: Living, rng: Random, episode: Row, day: date, legal: str | None, kind: str | None
) -> None:
    """End an episode with X1 and begin the next on the same day."""
    child, key = episode["clae_person_id"], living.key("EP")
    old_status = living.get("iru_cla_episodes", episode["clae_cla_episode_id"])
    living.change(
        "ssd_cla_episodes",
        episode,
        clae_cla_episode_ceased_date=day,
        clae_cla_episode_ceased_reason="X1",
    )
    placement = episode["clae_cla_placement_id"]
    if kind:
        place = living.get("ssd_cla_placement", placement)
        living.change(
            "ssd_cla_placement",
            place,
            clap_cla_placement_end_date=day,
            clap_cla_placement_change_reason=choose(rng, CHANGE_REASONS),
        )
        placement = living.key("PL")
        living.add(
            "ssd_cla_placement",
            clap_cla_placement_id=placement,
            clap_cla_id=episode["clae_cla_id"],
            clap_person_id=child,
            clap_cla_placement_start_date=day,
            clap_cla_placement_type=kind,
            clap_cla_placement_provider=provider(rng, kind),
            clap_cla_placement_distance=round(rng.expovariate(1 / 14), 1),
        )
    if legal:
        for row in living.where("ssd_legal_status", "lega_person_id", child):
            if row["lega_legal_status_end_date"] is None:
                living.change("ssd_legal_status", row, lega_legal_status_end_date=day)
        living.add(
            "ssd_legal_status",
            lega_legal_status_id=living.key("LS"),
            lega_person_id=child,
            lega_legal_status=STATUS_WORDS[legal],
            lega_legal_status_start_date=day,
        )
    living.add(
        "ssd_cla_episodes",
        clae_cla_episode_id=key,
        clae_person_id=child,
        clae_cla_placement_id=placement,
        clae_cla_episode_start_date=day,
        clae_cla_episode_start_reason="L" if legal else "P",
        clae_cla_primary_need_code=episode["clae_cla_primary_need_code"],
        clae_cla_id=episode["clae_cla_id"],
        clae_entered_care_date=episode["clae_entered_care_date"],
    )
    living.add(
        "iru_cla_episodes",
        icla_cla_episode_id=key,
        icla_legal_status_code=legal or old_status["icla_legal_status_code"],
    )
