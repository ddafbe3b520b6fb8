"""Counting the health of looked-after children and their leaving care slowly, row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from tests.integration.sample_counts import Rows, age, is_open, periods_of_care, year_of

YEARS = range(2016, 2018)
EET = ("F1", "F2", "F3", "P1", "P2", "P3")
NEET = ("G4", "G5", "G6")


def per_cent(part: int, whole: int) -> int:
    return int(100 * part / whole + 0.5)


def turns(born: date, years: int) -> date:
    """The first day on which so many years are completed, found by looking at each day."""
    day = date(born.year + years, 2, 28) if (born.month, born.day) == (2, 29) else None
    day = day or born.replace(year=born.year + years)
    while age(born, day) < years:
        day += timedelta(days=1)
    return day


def health(rows: Rows) -> dict[str, dict]:
    """OC2: looked after on 31 March for twelve months; answers given; the latest SDQ score."""
    born = {row["pers_person_id"]: row["pers_dob"] for row in rows["ssd_person"]}
    returns = {
        (row["ihlr_person_id"], row["ihlr_return_year"]): row for row in rows["iru_health_returns"]
    }
    periods = periods_of_care(rows)
    found: dict[str, dict] = {"lac_health": {}, "lac_sdq_band": {}}
    for march in YEARS:
        day, key = date(march, 3, 31), f"{march - 1}-{march % 100}"
        cohort = {
            p["child"]
            for p in periods
            if is_open(p["start"], p["end"], day) and p["start"] <= date(march - 1, 4, 1)
        }
        assert cohort == {child for child, year in returns if year == march}
        shares = {}
        for name, field in (("immunised", "immunisations"), ("teeth_checked", "teeth_check")):
            answers = [returns[child, march][f"ihlr_{field}"] for child in cohort]
            given = [answer for answer in answers if answer is not None]
            shares[name] = per_cent(sum(given), len(given))
        found["lac_health"][key] = shares
        latest: dict[str, tuple[date, int]] = {}
        for row in rows["ssd_sdq_scores"]:
            done, child = row["csdq_sdq_completed_date"], row["csdq_person_id"]
            if done and child in cohort and year_of(done) == key:
                assert row["csdq_sdq_reason"] is None and 0 <= row["csdq_sdq_score"] <= 40
                if 5 <= age(born[child], day) <= 16:
                    latest[child] = max(latest.get(child, (done, 0)), (done, row["csdq_sdq_score"]))
        bands = Counter(
            "normal" if points < 14 else "borderline" if points < 17 else "concerning"
            for _, points in latest.values()
        )
        assert len(latest) > 150
        found["lac_sdq_band"][key] = {b: per_cent(n, len(latest)) for b, n in bands.items()}
    return found


def leavers(rows: Rows) -> dict[str, dict]:
    """OC3: eligible by days since 14 and since 16, counted one by one."""
    born = {row["pers_person_id"]: row["pers_dob"] for row in rows["ssd_person"]}
    spells = defaultdict(list)
    for period in periods_of_care(rows):
        spells[period["child"]].append(period)
    returns = {
        (row["iclr_person_id"], int(row["iclr_age_point"])): row
        for row in rows["iru_care_leaver_returns"]
    }
    cohorts: dict[str, list] = defaultdict(list)
    for child, periods in spells.items():
        if born[child] is None or not 1993 < born[child].year < 1999:
            continue
        nights = {
            (p["start"] + timedelta(days=n))
            for p in periods
            for n in range(((p["end"] or date(2017, 4, 1)) - p["start"]).days)
        }
        since_14 = {d for d in nights if age(born[child], d) >= 14}
        if len(since_14) < 91 or not any(age(born[child], d) >= 16 for d in since_14):
            continue
        if periods[-1]["end"] is None or periods[-1]["reason"] in ("E2", "E3"):
            continue
        for years in (19, 20, 21):
            row = returns.get((child, years))
            if not row or row["iclr_in_touch"] not in ("RHOM", "DIED"):
                cohorts[year_of(turns(born[child], years))].append(row)
    found: dict[str, dict] = {"leaver_cohort": {}, "leaver_activity": {}, "leaver_in_touch": {}}
    for march in YEARS:
        key = f"{march - 1}-{march % 100}"
        activities = [row and row["iclr_activity"] for row in cohorts[key]]
        eet, neet = (sum(a in codes for a in activities) for codes in (EET, NEET))
        found["leaver_cohort"][key] = {"all": len(activities)}
        found["leaver_activity"][key] = {
            "eet": eet,
            "neet": neet,
            "no_data": sum(a in (None, "0") for a in activities),
        }
        found["leaver_in_touch"][key] = {
            "in_touch": sum(bool(row) and row["iclr_in_touch"] == "YES" for row in cohorts[key])
        }
    return found
