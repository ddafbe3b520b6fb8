"""Parents and other adults of a family: who they are, and what they are to its children."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from iru.sample.living import Living
from iru.sample.records import Records

# Role at a conference → relation to the child, and parental responsibility.
RELATIONS = {
    "MOTHER_PR": ("MOTHER", "YES"),
    "FATHER_PR": ("FATHER", "YES"),
    "FATHER_NOPR": ("FATHER", "NO"),
    "SIGOTHER_PR": ("GRANDPARENT", "YES"),
    "OTHER": ("STEP", "NO"),
}


@dataclass(frozen=True)
class Adult:
    """One adult of a family. key: None for a father nobody has named.

    habit: how readily the adult comes to conferences, about 1 on average.
    """

    key: str | None
    role: str
    habit: float
    can_come: bool = True


def draw_roles(rng: Random) -> list[str]:
    """The adults of one family by their roles; "" stands for a father unknown to the service."""
    roles = ["MOTHER_PR"] if rng.random() < 0.97 else []
    father = rng.random()
    if father < 0.56:
        roles.append("FATHER_PR")
    elif father < 0.8:
        roles.append("FATHER_NOPR")
    elif father < 0.85:
        roles.append("")
    roles += ["SIGOTHER_PR"] * (rng.random() < 0.1 or not roles)
    roles += ["OTHER"] * (rng.random() < 0.28)
    return roles


def write_adults(
    records: Records | Living, rng: Random, children: Iterable[str], roles: Iterable[str]
) -> list[Adult]:
    """Rows of a family's adults and of their relations to each of its children."""
    adults = []
    children = list(children)
    for role in roles:
        habit = rng.choice((0.3, 0.8, 1.0, 1.3, 1.6))
        if not role:
            adults.append(Adult(None, "FATHER_PR", habit, can_come=False))
            continue
        key = records.key("AD")
        gone = rng.random()
        died, lost = gone < 0.006, 0.006 <= gone < (0.05 if role.startswith("FATHER") else 0.01)
        records.add(
            "iru_adults", iadu_adult_id=key, iadu_is_deceased=died, iadu_is_whereabouts_unknown=lost
        )
        relation, responsibility = RELATIONS[role]
        for child in children:
            records.add(
                "iru_adult_relationships",
                iare_relationship_id=records.key("AR"),
                iare_adult_id=key,
                iare_person_id=child,
                iare_relationship=relation,
                iare_has_parental_responsibility=responsibility,
                iare_is_contact_restricted=role.startswith("FATHER") and rng.random() < 0.08,
            )
        adults.append(Adult(key, role, habit, can_come=not (died or lost)))
    return adults
