"""The unit's staff with their history, the social-work teams and their workers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import deck, shares, stream
from iru.sample.names import forename, surname
from iru.sample.records import Records
from iru.sample.targets import Targets
from iru.sample.teams import FIRST_DAY, LOCALITIES, write_teams
from iru.working_days import working_day_on_or_after

PRACTITIONERS = ("IRO", "ISRO", "LADO")
# When locums held reviews beside the permanent officers (Devon IRU annual report 2016-17).
LOCUMS = (date(2016, 4, 4), date(2016, 8, 26))


@dataclass(frozen=True)
class Spell:
    """One person's time in a post; `end` is None while it lasts."""

    start: date
    end: date | None
    end_reason: str | None
    locality: str
    employment: str


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
        locum = Spell(LOCUMS[0], LOCUMS[1], "AGENCY_ENDED", "EXETER", "AGENCY")
        person = _person(records, rng, rng.choice("MF"), agency=True)
        _assign(records, roster, person, "IRO", 1.0, locum, None)
    roster.workers = write_teams(records, rng)
    return roster


def _post(
    records: Records,
    roster: Roster,
    rng: Random,
    post: str,
    roles: Sequence[tuple[str, float]],
    sex: str,
    at: date,
) -> None:
    """One post with its holders, from the present one back to the first; each role of the post
    stands in the establishment."""
    locality, end = rng.choice(LOCALITIES), None
    for role, share in roles:
        records.add(
            "iru_post_establishment",
            ipst_post_id=f"{post}-{role}",
            ipst_role=role,
            ipst_fte=share,
            ipst_locality=locality,
            ipst_funded_from=FIRST_DAY,
            ipst_is_fixed_term=False,
        )
    first = working_day_on_or_after(FIRST_DAY)
    while end is None or end > first:
        # The last year was a stable one: its holders were all there before it began.
        least = 380 if end is None else 150
        start = (end or at) - timedelta(days=least + int(rng.expovariate(1 / 1700)))
        start = working_day_on_or_after(max(start, FIRST_DAY))
        person = _person(records, rng, sex if end is None else rng.choice("MFFFF"))
        reason = None if end is None else rng.choice(("LEFT", "LEFT", "RETIRED", "CHANGED_ROLE"))
        for role, share in roles:
            spell = Spell(start, end, reason, locality, "PERM")
            _assign(records, roster, person, role, share, spell, f"{post}-{role}")
        if start == first:
            return
        # A post is sometimes vacant for a while before the next holder comes.
        end = start - timedelta(days=rng.choice((0, 0, 0, 28, 45)))


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


def _assign(
    records: Records,
    roster: Roster,
    person: str,
    role: str,
    fte: float,
    spell: Spell,
    post: str | None,
) -> None:
    roster.posts[role].append((person, spell.start, spell.end, fte))
    records.add(
        "iru_staff_assignments",
        iasg_assignment_id=records.key("AS"),
        iasg_staff_id=person,
        iasg_role=role,
        iasg_fte=fte,
        iasg_employment_type=spell.employment,
        iasg_base_locality=spell.locality,
        iasg_start_date=spell.start,
        iasg_end_date=spell.end,
        iasg_end_reason=spell.end_reason,
        iasg_post_id=post,
    )
