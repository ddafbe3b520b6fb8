"""Social workers of children an enquiry is about: who has the child before there is a plan."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from iru.sample.allocation import choose, stream
from iru.sample.records import Records, Row
from iru.sample.staff import Roster
from iru.sample.targets import Targets

DAY = timedelta(days=1)
Spells = dict[str, list[tuple[date, date | None]]]


def write_enquiry_workers(records: Records, roster: Roster, targets: Targets, seed: int) -> None:
    """Involvements from just before each strategy discussion to some weeks after its end.

    A child who has a social worker then keeps that one. Nobody is involved on the day a plan
    without a locality begins, nor in time in care: those allocations are counted elsewhere.
    """
    taken, home = _taken(records)
    families = {row["fami_person_id"]: row["fami_family_id"] for row in records.table("ssd_family")}
    for row in records.table("ssd_s47_enquiry"):
        child, strategy = row["s47e_person_id"], row["s47e_s47_start_date"]
        rng = stream(seed, "enquiry worker", families[child], strategy)
        start = strategy - rng.randrange(0, 4) * DAY
        stop = row["s47e_s47_end_date"] + rng.randrange(10, 35) * DAY
        if any(low <= strategy and (high is None or high > start) for low, high in taken[child]):
            continue
        stop = min([stop, *(low for low, _ in taken[child] if low > strategy)])
        place = home.get(families[child])
        if place is None:
            place = choose(rng, _known(targets))
            home[families[child]] = place
        team = roster.team(place, "CP_COURT")
        records.add(
            "ssd_involvements",
            invo_involvements_id=records.key("IN"),
            invo_professional_id=rng.choice(roster.workers[team]),
            invo_professional_role_id="SW",
            invo_professional_team=team,
            invo_person_id=child,
            invo_involvement_start_date=start,
            invo_involvement_end_date=stop,
        )
        taken[child].append((start, stop))


def _known(targets: Targets) -> dict[str, float]:
    places = targets.parameters["cp_localities"]
    return {place: weight for place, weight in places.items() if place != "UNKNOWN"}


def _taken(records: Records) -> tuple[Spells, dict[str, str]]:
    """When each child already has a worker, a plan or is in care; where each family belongs."""
    taken: Spells = defaultdict(list)
    home: dict[str, str] = {}
    families = {row["fami_person_id"]: row["fami_family_id"] for row in records.table("ssd_family")}
    places = {
        row["itlo_team_id"]: row["itlo_locality"] for row in records.table("iru_team_localities")
    }
    for row in records.table("ssd_involvements"):
        if row["invo_professional_role_id"] == "SW":
            _note(taken, row, "invo_person_id", "invo_involvement_start_date")
            place = places[row["invo_professional_team"]]
            if place != "COUNTYWIDE":
                home.setdefault(families[row["invo_person_id"]], place)
    for row in records.table("ssd_cp_plans"):
        _note(taken, row, "cppl_person_id", "cppl_cp_plan_start_date")
    for row in records.table("ssd_cla_episodes"):
        _note(taken, row, "clae_person_id", "clae_cla_episode_start_date")
    return taken, home


ENDS = {
    "invo_person_id": "invo_involvement_end_date",
    "cppl_person_id": "cppl_cp_plan_end_date",
    "clae_person_id": "clae_cla_episode_ceased_date",
}


def _note(taken: Spells, row: Row, child: str, start: str) -> None:
    taken[row[child]].append((row[start], row[ENDS[child]]))
