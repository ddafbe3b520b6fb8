"""Each fault of a contract is found, and its file and field are named."""

from __future__ import annotations

import pytest

from iru.contract import load_contract
from iru.contract.validate import PERSONAL, TYPES
from iru.errors import IruError

CHILDREN, REVIEWS = "tables/children.yml", "tables/a_reviews.yml"

FAULTS = {
    "an unknown type": (
        REVIEWS, "type: integer", "type: number",
        "tables/a_reviews.yml, field rev_days_late: its type is 'number'",
    ),
    "an unknown personal class": (
        CHILDREN, "personal: direct", "personal: secret",
        "tables/children.yml, field chi_name: its personal class is 'secret'",
    ),
    "a person's key of no kind": (
        CHILDREN, "person_kind: child, ", "",
        "field chi_id: a person_key needs a person_kind",
    ),
    "a kind of another zone": (
        CHILDREN, "person_kind: child", "person_kind: lado_child",
        "field chi_id: person_kind 'lado_child' may not be in the zone children",
    ),
    "a code list that is missing": (
        REVIEWS, "codes: yes_no", "codes: yes_or_no",
        "field rev_cancelled: its code list 'yes_or_no' does not exist",
    ),
    "codes of a number": (
        REVIEWS, "type: integer,", "type: integer, codes: yes_no,",
        "field rev_days_late: a coded field must be text",
    ),
    "a length of a number": (
        REVIEWS, "type: integer,", "type: integer, max_length: 3,",
        "field rev_days_late: only text has a max_length",
    ),
    "a meaning that is no sentence": (
        CHILDREN, "meaning: Name of the child.", "meaning: Name of the child",
        "field chi_name: its meaning must be a sentence",
    ),
    "not said when it may be empty": (
        REVIEWS, "empty_when: held in time", "empty_when: ''",
        "field rev_days_late: empty_when must say when it may be empty",
    ),
    "a reference to no table": (
        REVIEWS, "references: children.chi_id", "references: kids.chi_id",
        "field rev_child_id: it refers to the table 'kids', which does not exist",
    ),
    "a reference to no key": (
        REVIEWS, "references: children.chi_id", "references: children.chi_name",
        "field rev_child_id: it refers to children.chi_name, which is not the whole key",
    ),
    "a reference that drops the pseudonym": (
        REVIEWS, "person_kind: child, references", "person_kind: staff, references",
        "field rev_child_id: it must be a person_key of the same kind as children.chi_id",
    ),
    "the same plain name twice": (
        REVIEWS, "plain: days_late", "plain: is_cancelled",
        "tables/a_reviews.yml: the plain name is_cancelled is there 2 times",
    ),
    "the same field twice": (
        REVIEWS, "name: rev_days_late", "name: rev_cancelled",
        "tables/a_reviews.yml: the field rev_cancelled is there 2 times",
    ),
    "a name no column may have": (
        CHILDREN, "plain: name,", "plain: Full name,",
        "tables/children.yml: the plain name 'Full name' is not a name",
    ),
    "a key that is no field": (
        CHILDREN, "primary_key: [chi_id]", "primary_key: [child]",
        "tables/children.yml: its primary_key names 'child'",
    ),
    "a key that may be empty": (
        CHILDREN, "primary_key: [chi_id]", "primary_key: [chi_id, chi_name]",
        "tables/children.yml: its key field chi_name must be required",
    ),
    "no key": (
        REVIEWS, "primary_key: [rev_id]", "primary_key: []",
        "tables/a_reviews.yml: it has no primary_key",
    ),
    "an unknown zone": (
        REVIEWS, "zone: children", "zone: garden",
        "tables/a_reviews.yml: its zone is 'garden'",
    ),
    "allegations under another name": (
        REVIEWS, "zone: children", "zone: lado",
        "tables/a_reviews.yml: a table of the zone lado must be called iru_lado_",
    ),
    "allegations joined to children": (
        REVIEWS, "zone: children", "zone: lado",
        "field rev_child_id: allegation records may not be joined to other records",
    ),
    "a file named otherwise than its table": (
        REVIEWS, "table: a_reviews", "table: reviews",
        "tables/a_reviews.yml: its table is 'reviews'",
    ),
    "a staging model of another form": (
        REVIEWS, "staging: stg_reviews", "staging: reviews",
        "tables/a_reviews.yml: its staging model 'reviews' must begin with stg_",
    ),
    "one staging model for two tables": (
        REVIEWS, "staging: stg_reviews", "staging: stg_children",
        "2 tables have the staging model stg_children",
    ),
    "a code that YAML reads as false": (
        "codes/yes_no.yml", '"N": "No"', 'NO: "No"',
        "codes/yes_no.yml: code False and its label must be text",
    ),
    "a list without codes": (
        "codes/yes_no.yml", '{"Y": "Yes", "N": "No"}', "{}",
        "codes/yes_no.yml: it holds no codes",
    ),
    "a list named otherwise than its file": (
        "codes/yes_no.yml", "name: yes_no", "name: yes",
        "codes/yes_no.yml: its name is",
    ),
    "an entity nobody listed": (
        "entities.yml", "  child:\n", "  kid: {also: [children]}\n",
        "tables/children.yml: its entity 'child' is not in entities.yml",
    ),
    "an entity with neither table nor reason": (
        "entities.yml", "    not_supplied: Worked out by the warehouse.\n", "",
        "entities.yml: period: it needs a table that names it, or not_supplied",
    ),
    "an entity with a table that is not there": (
        "entities.yml", "  child:\n", "  child: {also: [parents]}\n",
        "entities.yml: child: there is no table 'parents'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_and_its_place_named(spoil, fault: str) -> None:
    file, old, new, said = FAULTS[fault]
    with pytest.raises(IruError) as caught:
        load_contract(spoil(file, old, new))
    assert said in caught.value.what


def test_all_faults_are_said_at_once(spoil) -> None:
    spoil(CHILDREN, "type: text, personal: direct", "type: word, personal: direct")
    folder = spoil(REVIEWS, "type: integer", "type: number")
    with pytest.raises(IruError, match="2 fault") as caught:
        load_contract(folder)
    assert "field chi_name" in caught.value.what and "field rev_days_late" in caught.value.what


def test_the_real_contract_uses_every_type_and_class() -> None:
    fields = [field for table in load_contract().tables.values() for field in table.fields]
    assert {field.type for field in fields} == set(TYPES)
    assert {field.personal for field in fields} == set(PERSONAL)


def test_no_code_list_of_the_real_contract_lies_idle() -> None:
    contract = load_contract()
    used = {field.codes for table in contract.tables.values() for field in table.fields}
    assert set(contract.code_lists) <= used


def test_no_real_code_is_longer_than_the_field_it_goes_into() -> None:
    contract = load_contract()
    for table in contract.tables.values():
        for field in table.fields:
            if field.codes and field.max_length:
                longest = max(contract.code_lists[field.codes].codes, key=len)
                assert len(longest) <= field.max_length, (table.name, field.name, longest)
