"""Who comes to the conferences of a night: the adults of the family, invited once a meeting."""

from __future__ import annotations

from random import Random

from iru.sample.adults import Adult, draw_roles, write_adults
from iru.sample.allocation import choose, stream
from iru.sample.attendance import MODES, invite
from iru.sample.living import Living

# Who comes, of a hundred who can.
COMES = {"MOTHER_PR": 87, "FATHER_PR": 56, "SIGOTHER_PR": 63, "FATHER_NOPR": 34, "OTHER": 41}
RELATIONSHIPS = "iru_adult_relationships"


def attend(living: Living, meeting: str, child: str) -> None:
    """Rows of those invited to a meeting held; nothing when a sibling has brought them already."""
    if living.where("iru_conference_invites", "iciv_meeting_id", meeting):
        return
    rng = stream(living.seed, "attendance", meeting)
    for adult in _known(living, child) or _found(living, rng, child):
        row = invite(living, rng, meeting, adult)
        comes = adult.can_come and rng.random() * 100 < COMES[adult.role]
        if comes and not row["iciv_excluded"]:
            row["iciv_attended"], row["iciv_mode"] = True, choose(rng, MODES)


def _known(living: Living, child: str) -> list[Adult]:
    """The child's adults by its record, the unknown father left out."""
    adults = []
    for row in living.where(RELATIONSHIPS, "iare_person_id", child):
        details = living.get("iru_adults", row["iare_adult_id"])
        lost = details["iadu_is_deceased"] or details["iadu_is_whereabouts_unknown"]
        adults.append(Adult(row["iare_adult_id"], _role(row), habit=1, can_come=not lost))
    return adults


def _role(row: dict) -> str:
    responsible = row["iare_has_parental_responsibility"] == "YES"
    if row["iare_relationship"] == "MOTHER":
        return "MOTHER_PR"
    if row["iare_relationship"] == "FATHER":
        return "FATHER_PR" if responsible else "FATHER_NOPR"
    return "SIGOTHER_PR" if responsible else "OTHER"


def _found(living: Living, rng: Random, child: str) -> list[Adult]:
    """The adults of a family that has none on record."""
    family = living.where("ssd_family", "fami_person_id", child)[0]["fami_family_id"]
    children = [r["fami_person_id"] for r in living.where("ssd_family", "fami_family_id", family)]
    return write_adults(living, rng, children, draw_roles(rng))
