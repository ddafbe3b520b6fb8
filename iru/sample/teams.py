"""Social-work teams, their localities and their workers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from random import Random

from iru.sample.names import forename, surname
from iru.sample.records import Records

FIRST_DAY = date(1996, 4, 1)
LOCALITIES = ("EXETER", "SOUTH", "MIDEAST", "NORTH")
COUNTY_TEAMS = {
    "UASC": "Unaccompanied children",
    "DISABLED": "Disabled children",
    "LEAVING_CARE": "Leaving care",
}
WORKERS_PER_TEAM = 8
PLAIN = {"EXETER": "Exeter", "SOUTH": "South", "MIDEAST": "Mid and East", "NORTH": "North"}


def write_teams(records: Records, rng: Random) -> dict[str, list[str]]:
    """Two teams in each locality and the county-wide ones; returns the workers of each team."""
    workers: dict[str, list[str]] = defaultdict(list)
    teams = [
        (f"T-{function}-{locality}", f"{PLAIN[locality]} {words}", locality, function)
        for locality in LOCALITIES
        for function, words in (("CP_COURT", "child protection"), ("LAC", "children in care"))
    ]
    teams += [(f"T-{key}", words, "COUNTYWIDE", key) for key, words in COUNTY_TEAMS.items()]
    for team, name, locality, function in teams:
        records.add(
            "ssd_department",
            dept_team_id=team,
            dept_team_name=name,
            dept_team_parent_id="T",
            dept_team_parent_name="Children's social care",
        )
        records.add(
            "iru_team_localities",
            itlo_team_id=team,
            itlo_valid_from=FIRST_DAY,
            itlo_locality=locality,
            itlo_function=function,
        )
        for _ in range(WORKERS_PER_TEAM):
            worker = records.key("W")
            number = int(worker[1:]) + 500
            records.add(
                "ssd_professionals",
                prof_professional_id=worker,
                prof_staff_id=f"P{number:06d}",
                prof_professional_name=f"{forename(number)} {surname(number * 3)}",
                prof_agency_worker_flag="Y" if rng.random() < 0.12 else "N",
                prof_professional_job_title="Social worker",
                prof_professional_department=name,
            )
            workers[team].append(worker)
    records.add("ssd_department", dept_team_id="T", dept_team_name="Children's social care")
    records.add(
        "iru_team_localities",
        itlo_team_id="T",
        itlo_valid_from=FIRST_DAY,
        itlo_locality="COUNTYWIDE",
        itlo_function="OTHER",
    )
    return workers
