"""Counting case records slowly, straight from the catalogue's definitions.

Shares no code with the generator nor with the warehouse: loops over rows, dates compared one by
one. What it returns has the targets' own shape: target → period → member → value.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import holidays

CLOSED = holidays.country_holidays("GB", subdiv="ENG", years=range(2007, 2019))
Rows = Mapping[str, Sequence[Mapping]]
GROUPS = {
    "white": ("WBRI", "WIRI", "WOTH", "WIRT", "WROM"),
    "mixed": ("MWBC", "MWBA", "MWAS", "MOTH"),
    "asian": ("AIND", "APKN", "ABAN", "AOTH"),
    "black": ("BCRB", "BAFR", "BOTH"),
    "other": ("CHNE", "OOTH"),
    "not_obtained": ("REFU", "NOBT"),
}
MARCHES = range(2012, 2018)


def working_days(start: date, end: date) -> int:
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 and day not in CLOSED for day in days)


def months_later(day: date, number: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError


def age(born: date, day: date) -> int:
    years = day.year - born.year
    return years - ((day.month, day.day) < (born.month, born.day))


def age_band(years: int) -> str:
    if years < 1:
        return "under_1"
    if years < 5:
        return "1_to_4"
    if years < 10:
        return "5_to_9"
    return "10_to_15" if years < 16 else "16_and_over"


def length_band(start: date, end: date) -> str:
    if end <= months_later(start, 3):
        return "to_3"
    if end <= months_later(start, 6):
        return "to_6"
    if end < months_later(start, 12):
        return "under_12"
    return "under_24" if end < months_later(start, 24) else "over_24"


def is_open(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or end > day)


def year_of(day: date) -> str:
    first = day.year if day.month > 3 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def years(found: Mapping[str, object]) -> list[str]:
    """Of the years found, those the targets speak of."""
    wanted = {f"{march - 1}-{march % 100:02d}" for march in MARCHES}
    return [year for year in found if year in wanted]


def periods_of_care(rows: Rows) -> list[dict]:
    """C09 and C10: chains of episodes, short breaks left out."""
    status = {
        r["icla_cla_episode_id"]: r["icla_legal_status_code"] for r in rows["iru_cla_episodes"]
    }
    by_child = defaultdict(list)
    for row in rows["ssd_cla_episodes"]:
        if status[row["clae_cla_episode_id"]] not in ("V3", "V4"):
            by_child[row["clae_person_id"]].append(row)
    result = []
    for child, episodes in by_child.items():
        episodes.sort(key=lambda row: row["clae_cla_episode_start_date"])
        for row in episodes:
            start, end = row["clae_cla_episode_start_date"], row["clae_cla_episode_ceased_date"]
            code = status[row["clae_cla_episode_id"]]
            last = result[-1] if result and result[-1]["child"] == child else None
            if last and last["end"] == start:
                last.update(end=end, reason=row["clae_cla_episode_ceased_reason"])
            else:
                assert not last or last["end"] < start, "episodes overlap"
                last = {
                    "child": child,
                    "start": start,
                    "end": end,
                    "episodes": [],
                    "reason": row["clae_cla_episode_ceased_reason"],
                }
                result.append(last)
            last["episodes"].append((start, end, code))
    return result


def looked_after(rows: Rows) -> dict[str, dict]:
    people = {row["pers_person_id"]: row for row in rows["ssd_person"]}
    group_of = {code: group for group, codes in GROUPS.items() for code in codes}
    periods = periods_of_care(rows)
    found: dict[str, dict] = defaultdict(dict)
    for march in MARCHES:
        day, key = date(march, 3, 31), str(march)
        stock = {}
        for period in periods:
            for start, end, code in period["episodes"]:
                if is_open(start, end, day):
                    assert period["child"] not in stock, "a child counted twice"
                    stock[period["child"]] = code
        found["lac_count"][key] = {"all": len(stock)}
        found["lac_sex"][key] = Counter(people[c]["pers_sex"] for c in stock)
        found["lac_age"][key] = Counter(age_band(age(people[c]["pers_dob"], day)) for c in stock)
        found["lac_ethnicity"][key] = Counter(group_of[people[c]["pers_ethnicity"]] for c in stock)
        found["lac_legal_status"][key] = Counter(stock.values())
        alone = {
            r["immi_person_id"]
            for r in rows["ssd_immigration_status"]
            if r["immi_immigration_status"] == "UASC"
            and is_open(
                r["immi_immigration_status_start_date"], r["immi_immigration_status_end_date"], day
            )
        }
        found["lac_uasc"][key] = {"all": len(alone & stock.keys())}
    started, ceased = defaultdict(list), defaultdict(list)
    for period in periods:
        started[year_of(period["start"])].append(period)
        if period["end"]:
            ceased[year_of(period["end"])].append(period)
    for year in years(started):
        members = started[year]
        found["lac_started"][year] = {
            "periods": len(members),
            "children": len({p["child"] for p in members}),
        }
        first = {}
        for period in sorted(members, key=lambda p: p["start"], reverse=True):
            first[period["child"]] = period["start"]
        found["lac_started_age"][year] = Counter(
            age_band(age(people[child]["pers_dob"], day)) for child, day in first.items()
        )
    for year in years(ceased):
        members = ceased[year]
        found["lac_ceased"][year] = {
            "periods": len(members),
            "children": len({p["child"] for p in members}),
        }
        last = {p["child"]: p["reason"] for p in sorted(members, key=lambda p: p["end"])}
        found["lac_ceased_reason"][year] = Counter(last.values())
    took_part = defaultdict(Counter)
    kind = {r["icrv_cla_review_id"]: r["icrv_review_type"] for r in rows["iru_cla_reviews"]}
    for row in rows["ssd_cla_reviews"]:
        if kind[row["clar_cla_review_id"]] == "SHORT_BREAK":
            continue
        held, code = row["clar_cla_review_date"], row.get("clar_cla_review_participation")
        if held and code and code != "PN0":
            assert age(people[row["clar_cla_person_id"]]["pers_dob"], held) >= 4
            took_part[year_of(held)][code != "PN7"] += 1
    for year in years(took_part):
        members = took_part[year]
        share = 100 * members[True] / (members[True] + members[False])
        found["lac_participation"][year] = {"percent": int(share + 0.5)}
    return found


def protection(rows: Rows) -> dict[str, dict]:
    found: dict[str, dict] = defaultdict(dict)
    recorded = {r["icpp_cp_plan_id"]: r["icpp_previous_plans_count"] for r in rows["iru_cp_plans"]}
    plans = [
        {
            "child": r["cppl_person_id"],
            "start": r["cppl_cp_plan_start_date"],
            "end": r["cppl_cp_plan_end_date"],
            "latest": r["cppl_cp_plan_latest_category"],
            "initial": r["cppl_cp_plan_initial_category"],
            "key": r["cppl_cp_plan_id"],
            "recorded": recorded[r["cppl_cp_plan_id"]],
        }
        for r in rows["ssd_cp_plans"]
        if r["cppl_cp_plan_ola"] != "Y"
    ]
    by_child = defaultdict(list)
    for plan in sorted(plans, key=lambda p: p["start"]):
        earlier = by_child[plan["child"]]
        assert not earlier or earlier[-1]["end"] < plan["start"], "plans touch"
        plan["before"] = earlier[-1] if earlier else None
        earlier.append(plan)
    reviews = defaultdict(list)
    for row in rows["ssd_cp_reviews"]:
        if row["cppr_cp_review_date"]:
            reviews[row["cppr_cp_plan_id"]].append(row["cppr_cp_review_date"])
    for march in MARCHES:
        day, key = date(march, 3, 31), str(march)
        stock = [p for p in plans if is_open(p["start"], p["end"], day)]
        assert len({p["child"] for p in stock}) == len(stock)
        found["cp_count"][key] = {"all": len(stock)}
        found["cp_open_duration"][key] = Counter(length_band(p["start"], day) for p in stock)
        found["cp_latest_category"][key] = Counter(p["latest"] for p in stock)
        found["cp_initial_category"][key] = Counter(p["initial"] for p in stock)
        cohort = [p for p in stock if p["start"] < months_later(day, -3)]
        on_time = sum(reviewed_on_time(p["start"], reviews[p["key"]], day) for p in cohort)
        found["cp_reviewed_on_time"][key] = {"on_time": on_time}
    started, ended = defaultdict(list), defaultdict(list)
    for plan in plans:
        started[year_of(plan["start"])].append(plan)
        if plan["end"]:
            ended[year_of(plan["end"])].append(plan)
    locality = locality_finder(rows)
    for year in years(started):
        members = started[year]
        found["cp_started"][year] = {
            "plans": len(members),
            "children": len({p["child"] for p in members}),
        }
        soon = [
            p for p in members if p["before"] and p["start"] <= months_later(p["before"]["end"], 24)
        ]
        ever = [p for p in members if p["before"] or p["recorded"] >= 1]
        found["cp_repeat"][year] = {"ever": len(ever), "within_2_years": len(soon)}
        found["cp_started_locality"][year] = Counter(
            locality(p["child"], p["start"]) for p in members
        )
    for year in years(ended):
        found["cp_ended_duration"][year] = Counter(
            length_band(p["start"], p["end"]) for p in ended[year]
        )
    found["cp_icpc"] = initial_conferences(rows)
    return found


def reviewed_on_time(start: date, held: list[date], day: date) -> bool:
    """CR1: every obligation due in the twelve months to `day` met, none overdue."""
    due = months_later(start, 3)
    for review in sorted(d for d in held if start < d <= day):
        if months_later(day, -12) < due <= day and review > due:
            return False
        due = months_later(review, 6)
    return due > day


def locality_finder(rows: Rows) -> Callable[[str, date], str]:
    place = {r["itlo_team_id"]: r["itlo_locality"] for r in rows["iru_team_localities"]}
    of_child = defaultdict(list)
    for row in rows["ssd_involvements"]:
        if row["invo_professional_role_id"] == "SW":
            of_child[row["invo_person_id"]].append(row)

    def locality(child: str, day: date) -> str:
        here = [
            place[r["invo_professional_team"]]
            for r in of_child[child]
            if is_open(r["invo_involvement_start_date"], r["invo_involvement_end_date"], day)
        ]
        assert len(here) <= 1, "two social workers at once"
        return here[0] if here else "UNKNOWN"

    return locality


def initial_conferences(rows: Rows) -> dict[str, dict]:
    strategy = {r["s47e_s47_enquiry_id"]: r["s47e_s47_start_date"] for r in rows["ssd_s47_enquiry"]}
    held = defaultdict(list)
    for row in rows["ssd_initial_cp_conference"]:
        if row["icpc_icpc_transfer_in"] != "Y":
            held[year_of(row["icpc_icpc_date"])].append(row)
    result = {}
    for year in years(held):
        days = [
            working_days(strategy[r["icpc_s47_enquiry_id"]], r["icpc_icpc_date"])
            for r in held[year]
            if r["icpc_s47_enquiry_id"]
        ]
        result[year] = {
            "conferences": len(held[year]),
            "children": len({r["icpc_person_id"] for r in held[year]}),
            "with_days": len(days),
            "within_15": sum(number <= 15 for number in days),
        }
    return result


def service(rows: Rows) -> dict[str, dict]:
    found: dict[str, dict] = defaultdict(dict)
    received = defaultdict(list)
    referral = {}
    for row in rows["iru_lado_referrals"]:
        received[year_of(row["ilar_received_date"])].append(row)
        referral[row["ilar_referral_id"]] = row["ilar_received_date"]
    for year in years(received):
        members = received[year]
        found["lado_referrals"][year] = {
            "year": len(members),
            "march": sum(r["ilar_received_date"].month == 3 for r in members),
        }
        found["lado_front_door"][year] = Counter(r["ilar_front_door_outcome"] for r in members)
    late = defaultdict(Counter)
    for row in rows["iru_lado_meetings"]:
        held = row["ilam_held_date"]
        if held and row["ilam_meeting_type"] == "MAS" and row["ilam_sequence"] == 1:
            half = "first_half" if 4 <= held.month <= 9 else "second_half"
            late[year_of(held)][half] += working_days(referral[row["ilam_referral_id"]], held) > 5
    found["lado_meetings_late"] = dict(late)
    day = date(2017, 3, 31)
    posts = [
        r
        for r in rows["iru_staff_assignments"]
        if is_open(r["iasg_start_date"], r["iasg_end_date"], day)
    ]
    roles = {r["iasg_role"] for r in posts}
    found["staff_fte"]["2017"] = {
        role: round(sum(float(r["iasg_fte"]) for r in posts if r["iasg_role"] == role), 6)
        for role in roles
    }
    sex = {r["istf_staff_id"]: r["istf_sex"] for r in rows["iru_staff"]}
    people = {r["iasg_staff_id"] for r in posts if r["iasg_role"] in ("IRO", "ISRO", "LADO")}
    found["staff_heads"]["2017"] = Counter(sex[person] for person in people)
    raised, days = Counter(), defaultdict(list)
    for row in rows["iru_escalations"]:
        raised[year_of(row["iesc_raised_date"])] += 1
        if row["iesc_closed_date"]:
            length = (row["iesc_closed_date"] - row["iesc_raised_date"]).days
            days[year_of(row["iesc_closed_date"])].append(length)
    found["escalations_raised"] = {year: {"all": n} for year, n in raised.items()}
    found["escalations_days"] = {y: {"mean": sum(d) / len(d)} for y, d in days.items()}
    cases = defaultdict(set)
    for row in rows["iru_advocacy_referrals"]:
        if row["iadv_first_contact_date"]:
            case = (row["iadv_person_id"], row["iadv_purpose"])
            cases[year_of(row["iadv_first_contact_date"])].add(case)
    found["adv_cases"] = {y: Counter(purpose for _, purpose in c) for y, c in cases.items()}
    return found


def count_all(rows: Rows) -> dict[str, dict]:
    """Every target of the county, counted."""
    return {**looked_after(rows), **protection(rows), **service(rows)}
