"""Counting who came to conferences slowly, meeting by meeting and adult by adult (C25)."""

from __future__ import annotations

from collections import defaultdict

from tests.integration.sample_counts import Rows, year_of


def meeting_days(rows: Rows) -> dict:
    """Meeting → the day it was held; meetings only booked are left out."""
    days = {}
    for row in rows["ssd_initial_cp_conference"]:
        if row["icpc_icpc_date"]:
            days[row["icpc_icpc_meeting_id"]] = row["icpc_icpc_date"]
    for row in rows["ssd_cp_reviews"]:
        if row["cppr_cp_review_date"]:
            days.setdefault(row["cppr_cp_review_meeting_id"], row["cppr_cp_review_date"])
    return days


def attendance(rows: Rows) -> dict[str, dict]:
    """Per cent of the adults of each role who came, of those who were there or could have been."""
    days = meeting_days(rows)
    gone = {
        row["iadu_adult_id"]
        for row in rows["iru_adults"]
        if row["iadu_is_deceased"] or row["iadu_is_whereabouts_unknown"]
    }
    seen, came, could = set(), defaultdict(int), defaultdict(int)
    for row in rows["iru_conference_invites"]:
        pair = (row["iciv_meeting_id"], row["iciv_adult_id"] or row["iciv_invite_id"])
        assert pair not in seen, "invited twice"
        seen.add(pair)
        key = (year_of(days[row["iciv_meeting_id"]]), row["iciv_role"])
        if row["iciv_attended"]:
            came[key] += 1
            could[key] += 1
        elif (
            row["iciv_adult_id"]
            and row["iciv_adult_id"] not in gone
            and row["iciv_invited"]
            and not row["iciv_excluded"]
        ):
            could[key] += 1
    found = defaultdict(dict)
    for (year, role), number in could.items():
        found[year][role] = int(100 * came[year, role] / number + 0.5)
    return {"cp_parent_attended": dict(found)}
