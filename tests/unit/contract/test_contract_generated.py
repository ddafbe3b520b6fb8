"""Files made from the contract are written, mended, cleared away, and current as committed."""

from __future__ import annotations

from pathlib import Path

import pytest

from iru.contract import load_contract
from iru.contract.generated import generated_files, out_of_date, sync
from iru.settings import PROJECT

STAGING = "dbt_project/models/staging"
FILES = generated_files(load_contract())


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_committed_file_is_what_the_contract_makes(path: str) -> None:
    committed = (PROJECT / path).read_text(encoding="utf-8") if (PROJECT / path).exists() else ""
    same = committed == FILES[path]
    assert same, f"{path} is out of date: run `iru contract sync` and commit what it wrote"


def test_no_staging_model_is_left_over() -> None:
    assert out_of_date(load_contract(), PROJECT) == [], "run `iru contract sync`"


def test_sync_writes_all_then_nothing(contract_folder: Path, tmp_path: Path) -> None:
    contract = load_contract(contract_folder)
    assert sync(contract, tmp_path) == sorted(generated_files(contract))
    assert sync(contract, tmp_path) == []
    assert (tmp_path / "docs/data_dictionary.html").exists()


def test_sync_mends_what_was_changed_and_deletes_what_is_left_over(
    contract_folder: Path, tmp_path: Path
) -> None:
    contract = load_contract(contract_folder)
    sync(contract, tmp_path)
    changed = tmp_path / STAGING / "stg_reviews.sql"
    changed.write_text("select 1\n", encoding="utf-8")
    left_over = tmp_path / STAGING / "stg_gone.sql"
    left_over.write_text("{{ stage('gone') }}\n", encoding="utf-8")
    wrong = [f"{STAGING}/stg_gone.sql", f"{STAGING}/stg_reviews.sql"]
    assert out_of_date(contract, tmp_path) == wrong
    assert sync(contract, tmp_path) == wrong
    assert changed.read_text(encoding="utf-8") == "{{ stage('a_reviews') }}\n"
    assert not left_over.exists()
