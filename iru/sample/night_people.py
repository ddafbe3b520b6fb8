"""What several subjects of a night share: new families, allocations, late recording."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose
from iru.sample.episodes import person_key
from iru.sample.identity import OTHER_ETHNICITY
from iru.sample.living import Living
from iru.sample.names import forename, surname
from iru.sample.people import Child, ethnic_code
from iru.working_days import add_wd

DAY = timedelta(days=1)
RECORDED_LATE = 0.2
LOCALITIES = {"EXETER": 22, "SOUTH": 34, "MIDEAST": 25, "NORTH": 19}


def chance(rng: Random, mean: float) -> int:
    """A whole number with that mean."""
    return int(mean) + (rng.random() < mean - int(mean))


def recorded_late(living: Living, rng: Random, day: date) -> date:
    """The day an event recorded on `day` happened: mostly that day, sometimes days before."""
    back = add_wd(day, -rng.randrange(1, 13)) if rng.random() < RECORDED_LATE else day
    return max(back, living.begun)


def new_family(living: Living, rng: Random, start: date, size: int) -> tuple[list[Child], str]:
    """Children not known before, with their rows; and the locality they belong to."""
    family = living.key("F")
    number = int(family[1:])
    born = start - timedelta(days=rng.randrange(20, 16 * 365))
    children = []
    for _ in range(size):
        living.last_key["C"] += 1
        child = Child(born.year, number=living.last_key["C"], born=born)
        key = person_key(child)
        living.add(
            "ssd_person",
            pers_person_id=key,
            pers_forename=forename(child.number),
            pers_surname=surname(number),
            pers_sex=rng.choice("MF"),
            pers_dob=born,
            pers_ethnicity=ethnic_code(rng, choose(rng, OTHER_ETHNICITY)),
        )
        living.add("iru_persons", iper_person_id=key, iper_is_other_la_child=False)
        living.add(
            "ssd_family",
            fami_table_id=living.key("FA"),
            fami_family_id=f"F{number:06d}",
            fami_person_id=key,
        )
        children.append(child)
        younger = born + timedelta(days=rng.randrange(320, 1100))
        older = min(c.born for c in children) - timedelta(days=rng.randrange(320, 900))
        born = younger if younger < start - 20 * DAY else older
    young = [c for c in children if (start - c.born).days < 16 * 365 + 300]
    return young or children[:1], choose(rng, LOCALITIES)


def allocate(
    living: Living, rng: Random, child: str, role: str, day: date, locality: str = ""
) -> str:
    """Give the child a worker of the role from `day`; returns the worker.

    A social worker is of the locality's team; a reviewing officer is one in post.
    """
    if role == "SW":
        team = f"T-CP_COURT-{locality}"
        name = living.get("ssd_department", team)["dept_team_name"]
        workers = living.where("ssd_professionals", "prof_professional_department", name)
        worker = rng.choice(workers)["prof_professional_id"]
    else:
        team = None
        posts = [r for r in living.table("iru_staff_assignments") if r["iasg_role"] == role]
        worker = rng.choices(posts, weights=[float(r["iasg_fte"]) for r in posts])[0][
            "iasg_staff_id"
        ]
    living.add(
        "ssd_involvements",
        invo_involvements_id=living.key("IN"),
        invo_professional_id=worker,
        invo_professional_role_id=role,
        invo_professional_team=team,
        invo_person_id=child,
        invo_involvement_start_date=day,
    )
    return worker


def end_involvements(living: Living, child: str, role: str, day: date) -> None:
    """End the open involvements of a child in one role."""
    for row in living.where("ssd_involvements", "invo_person_id", child):
        if row["invo_professional_role_id"] == role and row["invo_involvement_end_date"] is None:
            living.change(
                "ssd_involvements",
                row,
                invo_involvement_end_date=max(day, row["invo_involvement_start_date"]),
            )
