"""Looked-after episodes in the SSDA903 manner, with legal statuses and placements."""

from __future__ import annotations

from datetime import date
from random import Random

from iru.sample.allocation import choose, stream
from iru.sample.care import Care
from iru.sample.people import Child, Period
from iru.sample.placements import Path, legal_path, placement_path
from iru.sample.records import Records

NEEDS = {"N1": 62, "N2": 3, "N3": 4, "N4": 8, "N5": 16, "N6": 2, "N8": 5}
CHANGE_REASONS = {"CARPL": 45, "CREQB": 14, "CREQO": 8, "CHILD": 8, "LAREQ": 12, "OTHER": 13}
STATUS_WORDS = {
    "C1": "Interim care order",
    "C2": "Full care order",
    "E1": "Placement order",
    "V2": "Single period of accommodation under section 20",
    "V4": "Agreed series of short breaks",
    "J1": "Remanded to local authority accommodation",
}


def person_key(child: Child) -> str:
    """The case system's id of a child."""
    return f"1{child.number:07d}"


def write_care(records: Records, care: Care, seed: int, horizon: date) -> dict[Period, str]:
    """Write all periods of care; returns the case system's id of each period."""
    keys = {}
    for number, period in enumerate(care.periods):
        rng = stream(seed, "episodes", number)
        legal = legal_path(rng, period)
        places = placement_path(rng, period, legal, horizon)
        keys[period] = write_period(records, rng, period, legal, places)
    return keys


def provider(rng: Random, kind: str) -> str | None:
    """Who provides a placement of the kind; parents' homes have a code of their own."""
    if kind == "P1":
        return "PR0"
    return choose(rng, {"PR1": 68, "PR4": 28, "PR5": 4})


def write_period(records: Records, rng: Random, period: Period, legal: Path, places: Path) -> str:
    """One period of care: an episode from each change of status or placement to the next."""
    child, key = person_key(period.child), records.key("POC")
    need = "N8" if period.child.unaccompanied else choose(rng, NEEDS)
    placement_keys = []
    for place, (start, kind) in enumerate(places):
        end = places[place + 1][0] if place + 1 < len(places) else period.end
        placement_keys.append(records.key("PL"))
        records.add(
            "ssd_cla_placement",
            clap_cla_placement_id=placement_keys[-1],
            clap_cla_id=key,
            clap_person_id=child,
            clap_cla_placement_start_date=start,
            clap_cla_placement_type=kind,
            clap_cla_placement_provider=provider(rng, kind),
            clap_cla_placement_distance=round(rng.expovariate(1 / 14), 1),
            clap_cla_placement_end_date=end,
            clap_cla_placement_change_reason=(
                choose(rng, CHANGE_REASONS) if place + 1 < len(places) else None
            ),
        )
    for place, (start, status) in enumerate(legal):
        records.add(
            "ssd_legal_status",
            lega_legal_status_id=records.key("LS"),
            lega_person_id=child,
            lega_legal_status=STATUS_WORDS[status],
            lega_legal_status_start_date=start,
            lega_legal_status_end_date=(
                legal[place + 1][0] if place + 1 < len(legal) else period.end
            ),
        )
    statuses, kinds = dict(legal), dict(places)
    days = sorted({*statuses, *kinds})
    status, placement = "", -1
    for place, start in enumerate(days):
        status = statuses.get(start, status)
        placement += start in kinds
        last = place + 1 == len(days)
        episode = records.key("EP")
        records.add(
            "ssd_cla_episodes",
            clae_cla_episode_id=episode,
            clae_person_id=child,
            clae_cla_placement_id=placement_keys[placement],
            clae_cla_episode_start_date=start,
            clae_cla_episode_start_reason=_why(place, start in statuses, start in kinds),
            clae_cla_primary_need_code=need,
            clae_cla_episode_ceased_date=period.end if last else days[place + 1],
            clae_cla_episode_ceased_reason=(period.reason or None) if last else "X1",
            clae_cla_id=key,
            clae_entered_care_date=period.start,
        )
        records.add("iru_cla_episodes", icla_cla_episode_id=episode, icla_legal_status_code=status)
    return key


def _why(place: int, legal: bool, placement: bool) -> str:
    """SSDA903 reason for the new episode."""
    if place == 0:
        return "S"
    return {(True, True): "B", (True, False): "L"}.get((legal, placement), "P")
