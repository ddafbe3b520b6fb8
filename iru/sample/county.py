"""The whole county in memory: every subject in its order, each with chance of its own."""

from __future__ import annotations

from datetime import date, timedelta

from iru.sample.action_plan import write_action_plan
from iru.sample.advance import extracted_at
from iru.sample.advocacy import write_advocacy
from iru.sample.allegation_meetings import keep_until
from iru.sample.allegations import write_allegations
from iru.sample.attendance import write_attendance
from iru.sample.care import build_care
from iru.sample.care_dates import date_care
from iru.sample.conference_rows import other_enquiries, write_initials
from iru.sample.conferences import hold_initials
from iru.sample.enquiry_workers import write_enquiry_workers
from iru.sample.episodes import person_key, write_care
from iru.sample.escalations import write_escalations
from iru.sample.gaps import make_gaps
from iru.sample.health import write_health
from iru.sample.identity import give_sex_and_ethnicity, number_families, write_people
from iru.sample.leavers import write_leavers
from iru.sample.links import link_care
from iru.sample.midpoints import write_midpoints
from iru.sample.monitoring_forms import write_forms
from iru.sample.people import Child, Family
from iru.sample.permanence import write_permanence
from iru.sample.plan_rows import give_categories, temporary_plans, write_plans
from iru.sample.protection import build_plans, mark_late
from iru.sample.records import Records
from iru.sample.review_course import held_reviews
from iru.sample.reviews import write_reviews
from iru.sample.short_breaks import short_break_children, write_short_breaks
from iru.sample.staff import write_staff
from iru.sample.targets import Targets
from iru.sample.wellbeing import write_wellbeing
from iru.sample.workers import plan_localities, write_workers

DEFAULT_SEED = 20170331


def make_county(targets: Targets, seed: int = DEFAULT_SEED) -> Records:
    """All rows of the county's case system up to its last 31 March; nothing else is read.

    The same seed and targets give the same rows on every machine. Raises IruError when
    the targets contradict one another.
    """
    records = Records()
    roster = write_staff(records, targets, seed)
    care = build_care(targets, seed)
    families = date_care(care, targets, seed)
    protection = build_plans(targets, seed)
    link_care(protection, families, targets, seed)
    mark_late(protection, targets, seed)
    initials, unplanned = hold_initials(protection, targets, seed)
    breaks = short_break_children(targets, seed, care.first, care.last)
    visitors = _visitors(targets, care.last - care.first)
    everyone = [*families, *breaks, *protection.families, *unplanned, *visitors]
    children = number_families(everyone)
    give_sex_and_ethnicity(care, children, targets, seed)
    horizon = date(care.last, 3, 31)
    write_people(records, everyone, targets, seed, horizon)
    keys = write_care(records, care, seed, horizon)
    write_short_breaks(records, breaks, roster, targets, seed, horizon)
    write_reviews(records, care, keys, roster, targets, seed, horizon)
    conference_of = write_initials(
        records, initials, roster, seed, targets.gap("plan_without_conference")
    )
    other_enquiries(records, initials, targets, seed)
    categories = give_categories(protection, targets, seed)
    write_plans(records, protection, categories, conference_of, roster, seed, horizon)
    temporary_plans(
        records, targets, seed, [f.children[0] for f in visitors], care.first, care.last
    )
    short = [child.periods[0] for family in breaks for child in family.children]
    localities = plan_localities(protection, targets, seed)
    write_workers(records, care, children, localities, short, roster, targets, seed)
    write_escalations(records, care, roster, targets, seed, horizon)
    write_allegations(records, targets, seed, [person_key(p.child) for p in care.periods])
    keep_until(records, horizon)
    write_action_plan(records)
    make_gaps(records, targets, seed, horizon)
    write_health(records, care, targets, seed)
    write_wellbeing(records, care, targets, seed)
    write_leavers(records, care, roster, targets, seed, horizon)
    write_advocacy(records, care, protection, targets, seed, horizon)
    write_attendance(records, targets, seed)
    write_enquiry_workers(records, roster, targets, seed)
    held = list(held_reviews(records, care, keys))
    plans = write_permanence(records, care, keys, held, targets, seed, horizon)
    checked = write_midpoints(records, held, targets, seed, horizon)
    write_forms(records, held, plans, checked, targets, seed)
    records.last_key.update(F=max(f.number for f in everyone), C=len(children))
    records.add(
        "iru_extract_status",
        iext_source_system="Sample county",
        iext_extracted_at=extracted_at(horizon + timedelta(days=1)),
    )
    return records


def _visitors(targets: Targets, years: int) -> list[Family]:
    """Children of other authorities who live here for a while, with a plan of theirs."""
    number = targets.parameters["cp_temporary_per_year"] * targets.scale * years
    families = []
    for place in range(number):
        born = date(2004, 1, 9) + timedelta(days=37 * (place % 97))
        child = Child(born.year, born=born)
        child.family = Family(children=[child])
        families.append(child.family)
    return families
