"""Counting what IROs record of their reviews slowly, child by child and day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from tests.integration.sample_counts import (
    Rows,
    age,
    is_open,
    months_later,
    periods_of_care,
    year_of,
)
from tests.integration.sample_counts_health import per_cent

KINDS = ("STANDARD", "ADOPTION")
ADOPTION = ("A3", "A4", "A5", "A6")
YEARS = ("2015-16", "2016-17")


def monitoring(rows: Rows) -> dict[str, dict]:
    """Shares of yes among yes and no; checks of the mid-points; plans by the second review."""
    answers = {
        (r["ii9a_review_id"], r["ii9a_question"]): r["ii9a_answer"] for r in rows["iru_i9_answers"]
    }
    contacts = defaultdict(list)
    for row in rows["iru_pre_review_consultations"]:
        if row["iprc_outcome"] == "CONSULTED" and row["iprc_consultation_date"]:
            contacts[row["iprc_review_id"]].append(row["iprc_consultation_date"])
    born = {row["pers_person_id"]: row["pers_dob"] for row in rows["ssd_person"]}
    plans = defaultdict(list)
    for row in rows["iru_permanence_plans"]:
        plans[row["ipmp_person_id"]].append(row["ipmp_agreed_date"])
    tally: dict[str, dict[str, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for period, reviews in courses(rows):
        child, before = period["child"], period["start"] - timedelta(days=1)
        for place, (held, key) in enumerate(reviews):
            year = year_of(held)
            consulted, parents = (answers.get((key, question)) for question in ("I9_03", "I9_07"))
            if age(born[child], held) >= 4 and consulted in ("YES", "NO"):
                dated = any(before < day <= held for day in contacts[key])
                tally["lac_child_consulted"][year][consulted == "YES" and dated] += 1
            if parents in ("YES", "NO"):
                tally["lac_parents_consulted"][year][parents == "YES"] += 1
            if place == 1:
                agreed = any(period["start"] <= day <= held for day in plans[child])
                tally["lac_permanence_planned"][year][agreed] += 1
            before = held
    for _, middle, is_checked in midpoints(rows):
        tally["lac_midpoint_checked"][year_of(middle)][is_checked] += 1
    return {
        target: {
            year: {"percent": per_cent(found[True], found.total())}
            for year, found in years.items()
            if year in YEARS
        }
        for target, years in tally.items()
    }


def courses(rows: Rows):
    """Each period of care with its reviews held, in order: (period, [(day, key)])."""
    kind = {r["icrv_cla_review_id"]: r["icrv_review_type"] for r in rows["iru_cla_reviews"]}
    reviews = defaultdict(list)
    for row in rows["ssd_cla_reviews"]:
        held, key = row["clar_cla_review_date"], row["clar_cla_review_id"]
        if held and row["clar_cla_review_cancelled"] != "Y" and kind[key] in KINDS:
            reviews[row["clar_cla_person_id"]].append((held, key))
    for period in periods_of_care(rows):
        end = period["end"] or date.max
        found = sorted(one for one in reviews[period["child"]] if period["start"] <= one[0] <= end)
        # Two records of one day are one review.
        yield period, sorted(dict(reversed(found)).items())


def midpoints(rows: Rows):
    """Every mid-point that counts: (child, day, was a check made)."""
    today = rows["iru_extract_status"][0]["iext_extracted_at"].date()
    placed = defaultdict(list)
    for row in rows["ssd_cla_placement"]:
        if row["clap_cla_placement_type"] in ADOPTION:
            placed[row["clap_person_id"]].append(row)
    checks = defaultdict(list)
    for row in rows["iru_midpoint_checks"]:
        checks[row["imid_person_id"]].append(row["imid_check_date"])
    for period, reviews in courses(rows):
        days = [day for day, _ in reviews]
        for place, held in enumerate(days):
            due = next_due(days[: place + 1], placed[period["child"]])
            middle = held + timedelta(days=(due - held).days // 2)
            after = days[place + 1] if place + 1 < len(days) else date.max
            looked_after = is_open(period["start"], period["end"], middle)
            if middle >= today or after < middle or not looked_after:
                continue
            last = min(after, period["end"] or date.max)
            made = [held < day <= last and day < today for day in checks[period["child"]]]
            yield period["child"], middle, any(made)


def next_due(days: list[date], placements: list[Mapping]) -> date:
    """Three months after the first review in care, or since being placed for adoption; else six."""
    held = days[-1]
    for row in placements:
        start, end = row["clap_cla_placement_start_date"], row["clap_cla_placement_end_date"]
        if is_open(start, end, held):
            days = [day for day in days if day >= start]
    return months_later(held, 3 if len(days) == 1 else 6)
