"""Adults invited to conferences, and who came: exactly the share of each role the targets say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from iru.sample.adults import Adult, draw_roles, write_adults
from iru.sample.allocation import choose, stream, take
from iru.sample.records import Records, Row
from iru.sample.targets import Targets, year_label

MODES = {"IN_PERSON": 94, "PHONE": 5, "VIDEO": 1}
EXCLUDED = {"RISK_OF_VIOLENCE": 5, "INTIMIDATION": 4, "CRIMINAL_PROCEEDINGS": 2, "CHILD_WISHES": 1}


@dataclass(frozen=True)
class Meeting:
    """One conference held, and a child it was about."""

    key: str
    held: date
    child: str


def write_attendance(records: Records, targets: Targets, seed: int) -> None:
    """Rows of adults, their relations and their invitations, since attendance is recorded."""
    since = targets.parameters["attendance_since"]
    meetings = [meeting for meeting in held_meetings(records) if meeting.held >= since]
    rng = stream(seed, "gap", "conference_without_adults")
    silent = rng.sample(meetings, targets.gap("conference_without_adults"))
    families, children = _families(records)
    adults: dict[str, list[Adult]] = {}
    pairs: dict[tuple[int, str], list[tuple[Row, Adult]]] = defaultdict(list)
    for meeting in meetings:
        family = families[meeting.child]
        if family not in adults:
            chance = stream(seed, "adults", family)
            adults[family] = write_adults(records, chance, children[family], draw_roles(chance))
        if meeting in silent:
            continue
        chance = stream(seed, "attendance", meeting.key)
        march = meeting.held.year + (meeting.held.month > 3)
        for adult in adults[family]:
            row = invite(records, chance, meeting.key, adult)
            if adult.can_come and not row["iciv_excluded"]:
                pairs[march, adult.role].append((row, adult))
    for (march, role), invited in pairs.items():
        share = targets.get("cp_parent_attended", year_label(march)).get(
            role, targets.parameters["parent_attended"][role]
        )
        _come(stream(seed, "came", march, role), invited, share)
    came = [row for row in records.table("iru_conference_invites") if row["iciv_attended"]]
    rng = stream(seed, "gap", "attended_without_invitation")
    for row in rng.sample(came, targets.gap("attended_without_invitation")):
        row["iciv_invited"] = False


def held_meetings(records: Records) -> list[Meeting]:
    """Every conference held, once, by day."""
    found: dict[str, Meeting] = {}
    for table, key, held, child in (
        (
            "ssd_initial_cp_conference",
            "icpc_icpc_meeting_id",
            "icpc_icpc_date",
            "icpc_person_id",
        ),
        ("ssd_cp_reviews", "cppr_cp_review_meeting_id", "cppr_cp_review_date", "cppr_person_id"),
    ):
        for row in records.table(table):
            if row[held]:
                found.setdefault(row[key], Meeting(row[key], row[held], row[child]))
    return sorted(found.values(), key=lambda meeting: (meeting.held, meeting.key))


def invite(records: Records, rng: Random, meeting: str, adult: Adult) -> Row:
    """The invitation of one adult to one meeting, nobody there yet."""
    barred = adult.can_come and rng.random() < (0.03 if adult.role.startswith("FATHER") else 0.004)
    return records.add(
        "iru_conference_invites",
        iciv_invite_id=records.key("CV"),
        iciv_meeting_id=meeting,
        iciv_adult_id=adult.key,
        iciv_role=adult.role,
        iciv_invited=adult.can_come,
        iciv_attended=False,
        iciv_mode=None,
        iciv_excluded=barred,
        iciv_excluded_reason=choose(rng, EXCLUDED) if barred else None,
    )


def _families(records: Records) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The family of each child, and the children of each family."""
    families = {row["fami_person_id"]: row["fami_family_id"] for row in records.table("ssd_family")}
    children: dict[str, list[str]] = defaultdict(list)
    for child, family in families.items():
        children[family].append(child)
    return families, children


def _come(rng: Random, invited: Sequence[tuple[Row, Adult]], percent: float) -> None:
    """So many per cent of the invited, to the nearest adult, take part; some far more often."""
    number = int(len(invited) * percent / 100 + 0.5)
    for row, _ in take(rng, invited, number, lambda pair: pair[1].habit):
        row["iciv_attended"] = True
        row["iciv_mode"] = choose(rng, MODES)
