"""Who the children are: numbers, sex, ethnicity, and the rows that say so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from iru.sample.allocation import stream
from iru.sample.care import Care
from iru.sample.episodes import person_key
from iru.sample.names import forename, surname
from iru.sample.people import Child, Family, ethnic_code, settle_rest
from iru.sample.records import Records
from iru.sample.stocks import settle
from iru.sample.targets import Targets

UNACCOMPANIED_GROUPS = ("asian", "other", "black")
# Children of whom no group is published: on plans, and in care without touching a 31 March.
OTHER_ETHNICITY = {"white": 930, "mixed": 38, "asian": 8, "black": 9, "other": 7, "not_obtained": 8}


def number_families(families: Sequence[Family]) -> list[Child]:
    """Number families and children in the order given; returns the children."""
    children: list[Child] = []
    number = 0
    for family in families:
        if not family.children:
            continue
        number += 1
        family.number = number
        for child in family.children:
            children.append(child)
            child.number = len(children)
    return children


def give_sex_and_ethnicity(
    care: Care, children: Sequence[Child], targets: Targets, seed: int
) -> None:
    """Both for life; the looked-after stock of each 31 March has exactly its numbers."""
    marches = [int(period) for period in targets.values["lac_sex"]]

    def likely_sex(child: Child, sex: str) -> float:
        return float(child.unaccompanied and sex == "M")

    def likely_group(child: Child, group: str) -> float:
        return float(child.unaccompanied and group in UNACCOMPANIED_GROUPS)

    stocks = {march: [period.child for period in care.stock(march)] for march in marches}
    sexes = settle(
        stream(seed, "sex"),
        stocks,
        {march: targets.get("lac_sex", str(march)) for march in marches},
        likely_sex,
        lambda child: child.number,
        "sex",
    )
    for child, sex in sexes.items():
        child.sex = sex
    groups = settle(
        stream(seed, "ethnicity"),
        stocks,
        {march: targets.get("lac_ethnicity", str(march)) for march in marches},
        likely_group,
        lambda child: child.family.number,
        "ethnic group",
    )
    rest = [child for child in children if child not in groups]
    groups.update(settle_rest(stream(seed, "other ethnicity"), rest, OTHER_ETHNICITY))
    rest = [child for child in children if not child.sex]
    for child, sex in settle_rest(stream(seed, "other sex"), rest, {"M": 52, "F": 48}):
        child.sex = sex
    rng = stream(seed, "ethnic codes")
    for child in children:
        child.ethnicity = ethnic_code(rng, groups[child])


def write_people(
    records: Records, families: Sequence[Family], targets: Targets, seed: int, horizon: date
) -> None:
    """Rows of children, families and immigration statuses, as known on the horizon."""
    rng = stream(seed, "people")
    for family in families:
        for child in family.children:
            key, born = person_key(child), child.born <= horizon
            due = child.born + timedelta(days=rng.randrange(-12, 13))
            records.add(
                "ssd_person",
                pers_person_id=key,
                pers_forename=forename(child.number) if born else None,
                pers_surname=surname(family.number),
                pers_sex=child.sex if born else "U",
                pers_ethnicity=child.ethnicity if born else "NOBT",
                pers_dob=child.born if born else None,
                pers_expected_dob=None if born else max(due, horizon - timedelta(days=10)),
            )
            records.add("iru_persons", iper_person_id=key, iper_is_other_la_child=False)
            records.add(
                "ssd_family",
                fami_table_id=records.key("FA"),
                fami_family_id=f"F{family.number:06d}",
                fami_person_id=key,
            )
            if child.unaccompanied:
                _immigration(records, child, key)


def _immigration(records: Records, child: Child, key: str) -> None:
    """The unaccompanied status runs as long as care, unless it was decided upon before."""
    end = child.periods[-1].end
    if child.unaccompanied_until:
        end = date(child.unaccompanied_until, 3, 1)
    records.add(
        "ssd_immigration_status",
        immi_immigration_status_id=records.key("IM"),
        immi_person_id=key,
        immi_immigration_status_start_date=child.periods[0].start,
        immi_immigration_status_end_date=end,
        immi_immigration_status="UASC",
    )
