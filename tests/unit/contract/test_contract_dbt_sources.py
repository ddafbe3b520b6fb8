"""What dbt reads of the contract."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import yaml

from iru.contract import load_contract
from iru.contract.dbt_sources import codes_csv, contract_yml, dbt_files


def test_a_source_column_carries_what_the_staging_macro_needs(contract_folder: Path) -> None:
    content = yaml.safe_load(contract_yml(load_contract(contract_folder)))
    raw = next(source for source in content["sources"] if source["name"] == "raw")
    reviews = next(table for table in raw["tables"] if table["name"] == "a_reviews")
    meta = {column["name"]: column["config"]["meta"] for column in reviews["columns"]}
    assert meta["rev_child_id"] == {
        "plain": "child_id",
        "type": "text",
        "personal": "person_key",
        "person_kind": "child",
    }
    assert meta["rev_cancelled"] == {
        "plain": "is_cancelled",
        "type": "text",
        "personal": "none",
        "codes": "yes_no",
    }


def test_a_staging_model_describes_what_leaves_raw_and_nothing_else(contract_folder: Path) -> None:
    content = yaml.safe_load(contract_yml(load_contract(contract_folder)))
    models = {model["name"]: model for model in content["models"]}
    assert [column["name"] for column in models["stg_children"]["columns"]] == ["child_id"]
    described = {c["name"]: c["description"] for c in models["stg_reviews"]["columns"]}
    assert described["child_id"] == "Child it is about. Given as a pseudonym."
    assert described["days_late"] == "How late it was. In days. Empty: held in time."
    assert "tests" not in str(models) and "constraints" not in str(models)


def test_sources_are_split_by_zone() -> None:
    content = yaml.safe_load(contract_yml(load_contract()))
    names = {s["name"]: {t["name"] for t in s["tables"]} for s in content["sources"]}
    assert all(name.startswith("iru_lado_") for name in names["raw_lado"])
    assert "ssd_person" in names["raw"]
    assert len(names["raw"]) + len(names["raw_lado"]) == len(load_contract().tables)


def test_a_staging_model_is_one_line(contract_folder: Path) -> None:
    files = dbt_files(load_contract(contract_folder))
    assert files["dbt_project/models/staging/stg_reviews.sql"] == "{{ stage('a_reviews') }}\n"


def test_codes_keep_their_order_and_their_text(contract_folder: Path) -> None:
    assert codes_csv(load_contract(contract_folder)) == (
        "list_name,code,label,sort_order\nyes_no,Y,Yes,1\nyes_no,N,No,2\n"
    )
    rows = list(csv.DictReader(io.StringIO(codes_csv(load_contract()))))
    legal = [row["code"] for row in rows if row["list_name"] == "legal_status"]
    assert legal[:2] == ["C1", "C2"] and "V2" in legal
