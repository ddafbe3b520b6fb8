"""Care leavers of 19 to 21: who is owed support, and what is known of each around a birthday."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from random import Random

from iru.sample.allocation import choose, deck, shares, stream, take
from iru.sample.care import Care
from iru.sample.episodes import person_key
from iru.sample.former_care import write_former_children
from iru.sample.leaver_numbers import BirthYears, birth_years
from iru.sample.leaver_rows import birthday, write_return, write_state
from iru.sample.people import Child
from iru.sample.records import Records
from iru.sample.staff import Roster
from iru.sample.targets import Targets, year_label

AGES = (19, 20, 21)
NOT_HEARD_OF = {"NO": 72, "REFU": 19, "NREQ": 9}


def is_care_leaver(child: Child) -> bool:
    """Looked after for 91 days or more since 14, some of them since 16, and for good.

    A day counts when the child is looked after at its end. Who died, or went to another
    authority's care, is no care leaver of the county's.
    """
    fourteen, sixteen = birthday(child.born, 14), birthday(child.born, 16)
    ended = [period for period in child.periods if period.end]
    days = sum(max(0, (p.end - max(p.start, fourteen)).days) for p in ended)
    late = any(p.end > max(p.start, sixteen) for p in ended)
    gone = len(ended) < len(child.periods) or child.periods[-1].reason in ("E2", "E3")
    return days >= 91 and late and not gone


def write_leavers(
    records: Records, care: Care, roster: Roster, targets: Targets, seed: int, horizon: date
) -> None:
    """Returns around the 19th to 21st birthdays, and the latest state of each care leaver.

    Raises IruError when the children that were looked after leave no such cohort.
    """
    known: dict[int, list[Child]] = defaultdict(list)
    for child in dict.fromkeys(period.child for period in care.periods):
        if child.age_in(care.last) >= 18 and is_care_leaver(child):
            known[child.birth_year].append(child)
    numbers = birth_years(targets, {year: len(c) for year, c in known.items()}, care.first)
    for child in write_former_children(records, numbers.former, roster, targets, seed, care.first):
        known[child.birth_year].append(child)
    home = _back_home(known, numbers, seed)
    latest: dict[Child, dict] = {}
    for march in range(care.first + 1, care.last + 1):
        rng = stream(seed, "leavers", march)
        here = [child for age in AGES for child in known[march - age]]
        for child in here:
            if child in home:
                latest[child] = write_return(records, rng, child, march, "RHOM", None, horizon)
        answers = _answers(rng, [c for c in here if c not in home], targets, seed, march)
        unwritten = targets.gap("leaver_without_return") if march == care.last else 0
        for child, (in_touch, activity) in answers.items():
            if activity is None and unwritten:
                unwritten -= 1
                latest.pop(child, None)
                continue
            latest[child] = write_return(records, rng, child, march, in_touch, activity, horizon)
    rng = stream(seed, "leavers", "states")
    for birth_year in range(care.last - AGES[-1], care.last - 17):
        for child in known[birth_year]:
            write_state(records, rng, roster, person_key(child), latest.get(child), horizon)


def _back_home(known: dict[int, list[Child]], numbers: BirthYears, seed: int) -> set[Child]:
    """Those who live with their parents again, and so count no longer; mostly who went there."""
    result: set[Child] = set()
    for birth_year, number in numbers.home.items():
        rng = stream(seed, "leavers", "home", birth_year)
        result.update(
            take(
                rng,
                known[birth_year],
                number,
                lambda child: 9.0 if child.periods[-1].reason in ("E4A", "E4B", "E13") else 0.2,
            )
        )
    return result


def _answers(
    rng: Random, cohort: Sequence[Child], targets: Targets, seed: int, march: int
) -> dict[Child, tuple[str, str | None]]:
    """Contact and kind of activity (eet, neet or None) of one year's cohort, in exact numbers."""
    wanted = targets.get("leaver_activity", year_label(march)) or shares(
        len(cohort), targets.parameters["leaver_activity"]
    )

    def lost(child: Child) -> float:
        return stream(seed, "leaver", child.number, "lost").random() ** 2 + 0.08

    def busy(child: Child) -> float:
        return stream(seed, "leaver", child.number, "busy").random() ** 2 + 0.05

    silent = set(take(rng, cohort, int(wanted["no_data"]), lost))
    heard = [child for child in cohort if child not in silent]
    learning = set(take(rng, heard, int(wanted["eet"]), busy))
    target = targets.get("leaver_in_touch", year_label(march))
    in_touch = int(target["in_touch"]) if target else len(heard) - round(0.015 * len(cohort))
    # Of the others the activity is certain all the same, from a third party.
    contact = deck(rng, {"YES": in_touch, "NO": len(heard) - in_touch})
    result: dict[Child, tuple[str, str | None]] = {
        child: (touch, "eet" if child in learning else "neet")
        for child, touch in zip(heard, contact, strict=True)
    }
    for child in cohort:
        if child in silent:
            result[child] = (choose(rng, NOT_HEARD_OF), None)
    return {child: result[child] for child in cohort}
