"""A contract of two tables in a folder of its own, for tests that spoil it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

CHILDREN = """\
table: children
title: Children
entity: child
grain: one row per child
supplied_by: [case management system]
standard: none
zone: children
staging: stg_children
primary_key: [chi_id]
fields:
  - {name: chi_id, plain: child_id, type: text, required: true, personal: person_key,
     person_kind: child, meaning: Number of the child.}
  - {name: chi_name, plain: name, type: text, personal: direct, meaning: Name of the child.,
     empty_when: not named yet}
"""

REVIEWS = """\
table: a_reviews
title: Reviews
entity: review
grain: one row per review
supplied_by: [case management system, IRU monitoring]
standard: SSDA903 Reviews
zone: children
staging: stg_reviews
primary_key: [rev_id]
fields:
  - {name: rev_id, plain: review_id, type: text, required: true, personal: record_key,
     max_length: 48, meaning: Number of the review.}
  - {name: rev_child_id, plain: child_id, type: text, required: true, personal: person_key,
     person_kind: child, references: children.chi_id, meaning: Child it is about.}
  - {name: rev_cancelled, plain: is_cancelled, type: text, codes: yes_no,
     meaning: Was it cancelled?, empty_when: not recorded, standard: SSDA903 X}
  - {name: rev_days_late, plain: days_late, type: integer, unit: days,
     meaning: How late it was., empty_when: held in time}
"""

YES_NO = """\
name: yes_no
title: Yes or no
source: SSD
codes: {"Y": "Yes", "N": "No"}
"""

ENTITIES = """\
Children:
  child:
Reviews:
  review:
  period:
    not_supplied: Worked out by the warehouse.
"""

Spoil = Callable[..., Path]


@pytest.fixture
def contract_folder(tmp_path: Path) -> Path:
    """The folder as it should be."""
    files = {
        "tables/children.yml": CHILDREN,
        "tables/a_reviews.yml": REVIEWS,
        "codes/yes_no.yml": YES_NO,
        "entities.yml": ENTITIES,
    }
    for name, content in files.items():
        path = tmp_path / "contract" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path / "contract"


@pytest.fixture
def spoil(contract_folder: Path) -> Spoil:
    """Put `new` in place of `old` in one file of the folder; return the folder."""

    def change(file: str, old: str, new: str) -> Path:
        path = contract_folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand once in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return contract_folder

    return change
