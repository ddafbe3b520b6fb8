"""The unit's staff with their history, the social-work teams and their workers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import deck, shares, stream
from iru.sample.names import forename, surname
from iru.sample.records import Records
from iru.sample.targets import Targets
from iru.working_days import working_day_on_or_after

PRACTITIONERS = ("IRO", "ISRO", "LADO")
FIRST_DAY = date(1996, 4, 1)
LOCALITIES = ("EXETER", "SOUTH", "MIDEAST", "NORTH")
COUNTY_TEAMS = {
    "UASC": "Unaccompanied children",
    "DISABLED": "Disabled children",
    "LEAVING_CARE": "Leaving care",
}
WORKERS_PER_TEAM = 8
PLAIN = {"EXETER": "Exeter", "SOUTH": "South", "MIDEAST": "Mid and East", "NORTH": "North"}


@dataclass
class Roster:
    """Who is in post when: role → (person, first day, day after the last or None, FTE)."""

    posts: dict[str, list[tuple[str, date, date | None, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    workers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def in_post(self, role: str, day: date) -> list[tuple[str, date | None, float]]:
        """The people in the role on a day: (person, day they leave or None, FTE)."""
        return [
            (person, end, fte)
            for person, start, end, fte in self.posts[role]
            if start <= day and (end is None or end > day)
        ]

    def spells(
        self, rng: Random, role: str, start: date, end: date | None
    ) -> list[tuple[str, date, date | None]]:
        """Who holds a case from `start` to `end`: handed on when somebody leaves the post."""
        result, day = [], start
        while True:
            here = self.in_post(role, day)
            person, leaves, _ = rng.choices(here, weights=[fte for _, _, fte in here])[0]
            last = leaves is None or (end is not None and leaves >= end)
            result.append((person, day, end if last else leaves))
            if last:
                return result
            day = leaves

    def team(self, locality: str, function: str = "CP_COURT") -> str:
        """The team that holds a case in the locality."""
        return f"T-{function}" if locality == "COUNTYWIDE" else f"T-{function}-{locality}"


def cut_posts(fte: dict[str, float], heads: int) -> list[list[tuple[str, float]]]:
    """The roles' FTE, end to end, cut into as many people as there are heads, none above 1.0.

    Somebody may so hold two roles: 9.8 + 6.6 + 2.6 FTE make nineteen full-time people.
    """
    tenths = {role: round(value * 10) for role, value in fte.items()}
    sizes = list(shares(sum(tenths.values()), dict.fromkeys(range(heads), 1)).values())
    people: list[list[tuple[str, float]]] = [[] for _ in sizes]
    line = [role for role, number in tenths.items() for _ in range(number)]
    place = 0
    for person, size in zip(people, sizes, strict=True):
        part = line[place : place + size]
        person += [(role, part.count(role) / 10) for role in dict.fromkeys(part)]
        place += size
    return people


def write_staff(records: Records, targets: Targets, seed: int) -> Roster:
    """Practitioners whose full-time equivalents are exact at the last 31 March, and the rest."""
    rng, roster = stream(seed, "staff"), Roster()
    period = max(targets.values["staff_fte"])
    at = date(int(period), 3, 31)
    fte, heads = targets.get("staff_fte", period), targets.get("staff_heads", period)
    sexes = deck(rng, heads)
    posts = cut_posts({role: fte[role] for role in PRACTITIONERS}, sum(heads.values()))
    for number, roles in enumerate(posts):
        _post(records, roster, rng, f"IRU{number + 1:03d}", roles, sexes[number], at)
    for number in range(round(fte.get("OM", 0))):
        _post(records, roster, rng, f"OM{number + 1:03d}", [("OM", 1.0)], rng.choice("MF"), at)
    for number in range(2 * targets.scale):
        _post(records, roster, rng, f"ADM{number + 1:03d}", [("ADMIN", 1.0)], "F", at)
        # Two locums held the reviews from April to August 2016.
        person = _person(records, rng, rng.choice("MF"), agency=True)
        _assign(
            records,
            roster,
            person,
            "IRO",
            1.0,
            "AGENCY",
            "EXETER",
            date(2016, 4, 4),
            date(2016, 8, 26),
            "AGENCY_ENDED",
            None,
        )
    _teams(records, roster, rng)
    return roster


def _post(records, roster, rng: Random, post: str, roles, sex: str, at: date) -> None:
    """One post with its holders, from the present one back to the first."""
    locality, end, holder = rng.choice(LOCALITIES), None, 0
    while end is None or end > FIRST_DAY:
        reference = at if end is None else end
        start = reference - timedelta(days=150 + int(rng.expovariate(1 / 1700)))
        start = working_day_on_or_after(max(start, FIRST_DAY))
        person = _person(records, rng, sex if end is None else rng.choice("MFFFF"))
        reason = None if end is None else rng.choice(("LEFT", "LEFT", "RETIRED", "CHANGED_ROLE"))
        for role, share in roles:
            _assign(
                records, roster, person, role, share, "PERM", locality, start, end, reason, post
            )
        if start <= working_day_on_or_after(FIRST_DAY):
            return
        # A post is sometimes vacant for a while before the next holder comes.
        end, holder = start - timedelta(days=rng.choice((0, 0, 0, 28, 45))), holder + 1


def _person(records: Records, rng: Random, sex: str, agency: bool = False) -> str:
    person = records.key("S")
    number = int(person[1:])
    records.add(
        "ssd_professionals",
        prof_professional_id=person,
        prof_staff_id=f"P{number:06d}",
        prof_professional_name=f"{forename(number)} {surname(number * 3)}",
        prof_agency_worker_flag="Y" if agency else "N",
        prof_professional_job_title="Reviewing officer",
        prof_professional_department="Independent Reviewing Unit",
    )
    records.add(
        "iru_staff",
        istf_staff_id=person,
        istf_sex=sex,
        istf_ethnicity="MWBA" if number == 7 else "WBRI",
        istf_is_declared=True,
    )
    return person


def _assign(records, roster, person, role, fte, kind, locality, start, end, reason, post) -> None:
    roster.posts[role].append((person, start, end, fte))
    records.add(
        "iru_staff_assignments",
        iasg_assignment_id=records.key("AS"),
        iasg_staff_id=person,
        iasg_role=role,
        iasg_fte=fte,
        iasg_employment_type=kind,
        iasg_base_locality=locality,
        iasg_start_date=start,
        iasg_end_date=end,
        iasg_end_reason=reason,
        iasg_post_id=post,
    )


def _teams(records: Records, roster: Roster, rng: Random) -> None:
    """Social-work teams: two in each locality and the county-wide ones, with their workers."""
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
            roster.workers[team].append(worker)
    records.add("ssd_department", dept_team_id="T", dept_team_name="Children's social care")
    records.add(
        "iru_team_localities",
        itlo_team_id="T",
        itlo_valid_from=FIRST_DAY,
        itlo_locality="COUNTYWIDE",
        itlo_function="OTHER",
    )
