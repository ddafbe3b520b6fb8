"""The folder of import templates, and the command that writes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from iru.commands.contract import commands
from iru.contract import load_contract
from iru.contract.templates import write_templates
from iru.errors import IruError


def test_each_table_has_a_file_with_its_heading(contract_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "supply"
    assert write_templates(load_contract(contract_folder), folder) == 2
    heading = (folder / "a_reviews.csv").read_text(encoding="utf-8")
    assert heading == "rev_id,rev_child_id,rev_cancelled,rev_days_late\n"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert (
        "| `a_reviews.csv` | Reviews | one row per review | case management system, "
        "IRU monitoring |" in readme
    )
    assert "IRU_SOURCE=csv" in readme


def test_a_file_with_data_is_left_alone(contract_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "children.csv").write_text("chi_id,chi_name\n1,\n", encoding="utf-8")
    assert write_templates(load_contract(contract_folder), tmp_path) == 1
    assert (tmp_path / "children.csv").read_text(encoding="utf-8") == "chi_id,chi_name\n1,\n"


def test_the_command_writes_a_file_for_every_table(tmp_path: Path) -> None:
    result = CliRunner().invoke(commands, ["templates", "--to", str(tmp_path / "supply")])
    assert result.exit_code == 0, result.output
    written = {path.stem for path in (tmp_path / "supply").glob("*.csv")}
    assert written == set(load_contract().tables)


def test_check_says_how_much_there_is() -> None:
    result = CliRunner().invoke(commands, ["check"])
    assert result.exit_code == 0, result.output
    assert f"{len(load_contract().tables)} tables" in result.output


def test_the_dictionary_is_printed_or_written(tmp_path: Path) -> None:
    printed = CliRunner().invoke(commands, ["dictionary"])
    assert "# Data dictionary" in printed.output
    path = tmp_path / "dictionary.html"
    assert CliRunner().invoke(commands, ["dictionary", "--to", str(path)]).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_dictionary_in_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dictionary.docx"
    result = CliRunner().invoke(commands, ["dictionary", "--to", str(path)])
    assert isinstance(result.exception, IruError) and not path.exists()
    with pytest.raises(IruError, match="Markdown or as HTML"):
        raise result.exception
