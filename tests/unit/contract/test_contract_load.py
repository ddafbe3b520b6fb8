"""Reading the contract: the real one, and a small one."""

from __future__ import annotations

from pathlib import Path

import pytest

from iru.contract import load_contract
from iru.errors import IruError
from iru.settings import settings


def test_a_small_contract_is_read_as_it_is_written(contract_folder: Path) -> None:
    contract = load_contract(contract_folder)
    reviews = contract.table("a_reviews")
    assert reviews.columns == ("rev_id", "rev_child_id", "rev_cancelled", "rev_days_late")
    assert reviews.primary_key == ("rev_id",)
    assert reviews.supplied_by == ("case management system", "IRU monitoring")
    assert reviews.raw_schema == "raw"
    cancelled = reviews.field("rev_cancelled")
    assert (cancelled.plain, cancelled.type, cancelled.required) == ("is_cancelled", "text", False)
    assert (cancelled.codes, cancelled.personal) == ("yes_no", "none")
    assert contract.code_lists["yes_no"].codes == {"Y": "Yes", "N": "No"}
    assert contract.entities["period"].not_supplied == "Worked out by the warehouse."


def test_parents_come_first_whatever_the_alphabet_says(contract_folder: Path) -> None:
    assert list(load_contract(contract_folder).tables) == ["children", "a_reviews"]


def test_in_the_real_contract_every_table_follows_those_it_refers_to() -> None:
    contract = load_contract()
    seen: set[str] = set()
    for table in contract.tables.values():
        parents = {f.references.partition(".")[0] for f in table.fields if f.references}
        assert parents - {table.name} <= seen, table.name
        seen.add(table.name)
    assert len(seen) == len(contract.tables) > 70


def test_allegations_lie_in_a_schema_of_their_own() -> None:
    contract = load_contract()
    in_lado = {t.name for t in contract.tables.values() if t.raw_schema == "raw_lado"}
    assert "iru_lado_referrals" in in_lado
    assert {t.name for t in contract.tables.values() if t.zone == "lado"} == in_lado


def test_localities_are_those_of_the_authority() -> None:
    assert load_contract().code_lists["locality"].codes == settings().authority["localities"]


def test_an_unknown_table_or_field_is_an_error(contract_folder: Path) -> None:
    contract = load_contract(contract_folder)
    with pytest.raises(IruError, match="no table 'ssd_persons'"):
        contract.table("ssd_persons")
    with pytest.raises(KeyError, match=r"children\.chi_age"):
        contract.table("children").field("chi_age")


def test_entities_know_their_tables(contract_folder: Path) -> None:
    contract = load_contract(contract_folder)
    assert [table.name for table in contract.tables_of("review")] == ["a_reviews"]
    assert contract.tables_of("period") == []
    held = [table.name for table in load_contract().tables_of("child_locality")]
    assert held == ["ssd_department", "iru_team_localities", "ssd_involvements"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("plain: name, ", "", r"missing .* 'plain'"),
        ("plain: name, ", "plain: name, colour: red, ", "unexpected keyword argument 'colour'"),
    ],
)
def test_a_field_with_too_little_or_too_much_names_its_place(spoil, old, new, said) -> None:
    with pytest.raises(IruError, match=said) as caught:
        load_contract(spoil("tables/children.yml", old, new))
    assert caught.value.where == "children.yml, field chi_name"


def test_a_file_that_is_not_yaml_is_named(spoil) -> None:
    with pytest.raises(IruError) as caught:
        load_contract(spoil("tables/children.yml", "title: Children", "title: [Children"))
    assert caught.value.where == "children.yml"


def test_tables_that_refer_to_each_other_in_a_circle_are_refused(spoil) -> None:
    folder = spoil(
        "tables/children.yml",
        "{name: chi_name, plain: name, type: text, personal: direct,",
        "{name: chi_name, plain: name, type: text, references: a_reviews.rev_id,",
    )
    with pytest.raises(IruError, match="in a circle") as caught:
        load_contract(folder)
    assert "children" in caught.value.where and "a_reviews" in caught.value.where
