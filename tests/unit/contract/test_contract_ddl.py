"""The SQL of the tables, as text."""

from __future__ import annotations

from pathlib import Path

from iru.contract import load_contract
from iru.contract.ddl import create_source_table_sql, create_table_sql, quoted


def test_a_raw_table_has_the_contract_s_columns_and_then_the_technical_ones(
    contract_folder: Path,
) -> None:
    reviews = load_contract(contract_folder).table("a_reviews")
    assert create_table_sql(reviews, "raw") == (
        'create table "raw"."a_reviews" (\n'
        '    "rev_id" text,\n'
        '    "rev_child_id" text,\n'
        '    "rev_cancelled" text,\n'
        '    "rev_days_late" integer,\n'
        '    "_row_id" bigint generated always as identity,\n'
        '    "_row_hash" bigint,\n'
        '    "_valid_from" timestamptz,\n'
        '    "_valid_to" timestamptz,\n'
        '    "_load_id" bigint\n'
        ")"
    )


def test_without_technical_columns_only_the_contract_s_are_left(contract_folder: Path) -> None:
    children = load_contract(contract_folder).table("children")
    assert create_table_sql(children, "raw", technical_columns=False) == (
        'create table "raw"."children" (\n    "chi_id" text,\n    "chi_name" text\n)'
    )


def test_a_case_system_s_table_has_its_key(contract_folder: Path) -> None:
    children = load_contract(contract_folder).table("children")
    assert create_source_table_sql(children, "public").endswith(
        '    "chi_name" text,\n    primary key ("chi_id")\n)'
    )


def test_a_name_with_a_quotation_mark_stays_one_name() -> None:
    assert quoted('odd"name') == '"odd""name"'
