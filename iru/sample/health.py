"""The yearly health return of looked-after children, and the dated checks that it sums up.

The cohort is that of the SSDA903 return (OC2): looked after on 31 March for twelve months
without a break. A child who sees a dentist one year mostly does so the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from iru.sample.allocation import choose, stream, take
from iru.sample.care import Care
from iru.sample.care_dates import pick_day
from iru.sample.episodes import person_key
from iru.sample.people import Child
from iru.sample.records import Records, Row
from iru.sample.targets import Targets, year_label
from iru.working_days import add_wd

DAY = timedelta(days=1)
NOT_DONE = {"Refused": 30, "Cancelled": 25, "Planned": 10, "": 35}
ANSWERS = {
    "immunised": "ihlr_immunisations",
    "teeth_checked": "ihlr_teeth_check",
    "assessed": "ihlr_health_assessment",
    "development_checked": "ihlr_health_check",
}


def cohort(care: Care, march: int) -> list[Child]:
    """Children looked after on 31 March for the twelve months before it without a break."""
    since = date(march - 1, 4, 1)
    return [period.child for period in care.stock(march) if period.start <= since]


def keenness(seed: int, child: Child) -> float:
    """How readily the child goes to be seen, between 0.3 and 1.7; the same every year."""
    return 0.3 + 1.4 * stream(seed, "health", child.number).random()


def write_health(records: Records, care: Care, targets: Targets, seed: int) -> None:
    """Returns, dated checks and immunisation states, for every year of the county."""
    latest: dict[str, tuple[bool, date]] = {}
    for march in range(care.first + 1, care.last + 1):
        rng = stream(seed, "health", "year", march)
        children = cohort(care, march)
        unanswered = targets.gap("health_return_unanswered") if march == care.last else 0
        silent = rng.sample(children, unanswered)
        returns = _returns(rng, children, set(silent), targets, seed, march)
        for child in children:
            row = records.add("iru_health_returns", **returns[child])
            _checks(records, rng, child, row, march)
            if row["ihlr_immunisations"] is not None:
                found = pick_day(rng, date(march - 1, 10, 1), date(march, 3, 30))
                latest[person_key(child)] = (row["ihlr_immunisations"], found)
    for period in care.periods:
        _initial_assessment(records, seed, period.child, period.start, period.end, care.last)
    for key, (done, found) in latest.items():
        records.add(
            "ssd_cla_immunisations",
            clai_person_id=key,
            clai_immunisations_status="Y" if done else "N",
            clai_immunisations_status_date=found,
        )


def _returns(
    rng: Random,
    children: Sequence[Child],
    silent: set[Child],
    targets: Targets,
    seed: int,
    march: int,
) -> dict[Child, Row]:
    """One return each; the shares of those answered are the targets' to the printed digit."""
    rows: dict[Child, Row] = {
        child: {"ihlr_person_id": person_key(child), "ihlr_return_year": march}
        for child in children
    }
    wanted = {**targets.parameters["health"], **targets.get("lac_health", year_label(march))}
    for answer, field in ANSWERS.items():
        asked = children
        if answer == "immunised":
            asked = [child for child in children if child not in silent]
        if answer == "development_checked":
            asked = [child for child in children if child.age_in(march) < 5]
        number = round(len(asked) * wanted[answer] / 100)
        done = set(take(rng, asked, number, lambda child: _likely(seed, child, march)))
        for child in children:
            rows[child][field] = None
        for child in asked:
            rows[child][field] = child in done
    _substance_misuse(rng, children, rows, wanted, march)
    for child in children:
        rows[child]["ihlr_convicted"] = rng.random() < 0.05 if child.age_in(march) >= 10 else None
    return rows


def _likely(seed: int, child: Child, march: int) -> float:
    """Keen children are seen; older teenagers less."""
    return keenness(seed, child) ** 3 * (0.45 if child.age_in(march) >= 16 else 1.0)


def _substance_misuse(
    rng: Random, children: Sequence[Child], rows: dict[Child, Row], wanted: Row, march: int
) -> None:
    """Mostly teenagers; whoever received help was not also counted as only offered it."""
    older = [child for child in children if child.age_in(march) >= 11]
    number = round(len(children) * wanted["substance_misuse"] / 100)
    found = take(rng, older, number, lambda child: float(child.age_in(march) - 10))
    for child in children:
        rows[child]["ihlr_substance_misuse"] = False
    for place, child in enumerate(found):
        share = 100 * place / max(1, len(found))
        received = share < wanted["help_received"]
        rows[child]["ihlr_substance_misuse"] = True
        rows[child]["ihlr_intervention_received"] = received
        if not received:
            offered = share < wanted["help_received"] + wanted["help_refused"]
            rows[child]["ihlr_intervention_offered"] = offered


def _checks(records: Records, rng: Random, child: Child, row: Row, march: int) -> None:
    """The dated records behind one return; what was not done was often booked all the same."""
    kinds = {"ihlr_teeth_check": "DENTAL", "ihlr_health_assessment": "RHA"}
    if child.age_in(march) < 5:
        kinds["ihlr_health_check"] = "DEVELOPMENT"
    for field, kind in kinds.items():
        status = "Completed" if row[field] else choose(rng, NOT_DONE)
        twice = kind == "RHA" and child.age_in(march) < 5 and status == "Completed"
        first, last = date(march - 1, 4, 3), date(march, 3, 30)
        halves = [(first, date(march - 1, 9, 29)), (date(march - 1, 10, 2), last)]
        for low, high in halves if twice else [(first, last)]:
            if status:
                write_check(records, person_key(child), kind, pick_day(rng, low, high), status)


def _initial_assessment(
    records: Records, seed: int, child: Child, start: date, end: date | None, last: int
) -> None:
    """Within 20 working days of coming into care, nine times in ten; the others a little later."""
    rng = stream(seed, "initial assessment", child.number, start)
    number = rng.randrange(6, 20) if rng.random() < 0.9 else rng.randrange(21, 40)
    if start.year < 2000:
        return
    day = add_wd(start, number)
    if (end is None or day < end) and day <= date(last, 3, 31):
        write_check(records, person_key(child), "IHA", day, "Completed")


def write_check(records: Records, key: str, kind: str, day: date, status: str) -> Row:
    """One dated check; returns its row."""
    return records.add(
        "ssd_cla_health",
        clah_health_check_id=records.key("HC"),
        clah_person_id=key,
        clah_health_check_type=kind,
        clah_health_check_date=day,
        clah_health_check_status=status,
    )
