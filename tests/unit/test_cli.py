import importlib
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from iru import cli
from iru.cli import COMMANDS, GROUPS, iru
from iru.db import connect
from iru.settings import PROJECT


def test_help_lists_every_group():
    shown = CliRunner().invoke(iru, ["--help"])
    assert shown.exit_code == 0
    assert all(name in shown.output for name in [*GROUPS, *COMMANDS])


@pytest.mark.parametrize("name", GROUPS)
def test_every_group_is_there_and_every_command_says_what_it_does(name):
    commands = importlib.import_module(f"iru.commands.{name}").commands
    assert isinstance(commands, click.Group)
    assert commands.commands
    assert all(command.help for command in commands.commands.values())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_without_a_group_is_there(name):
    shown = CliRunner().invoke(iru, [name, "--help"])
    assert shown.exit_code == 0
    assert shown.output.startswith(f"Usage: iru {name} ")


def test_an_unknown_group_is_refused():
    assert CliRunner().invoke(iru, ["nonsense"]).exit_code == 2


def test_an_error_is_shown_without_a_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "iru", "database", "status"],
        cwd=PROJECT,
        env={"IRU_SOURCE": "oracle", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("iru: There is no source of the kind 'oracle'.")
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_made_is_said_without_a_traceback(tmp_path):
    (tmp_path / "file").touch()
    where = tmp_path / "file" / "folder"
    command = [sys.executable, "-m", "iru", "contract", "templates", "--to", str(where)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"iru: Not a directory.\n  where: {where}\n"


def test_a_database_error_is_told_without_the_value_it_quotes(server, monkeypatch, capsys):
    @click.command()
    def breaks() -> None:
        with connect(settings=server) as warehouse:
            warehouse.execute("select 'Harbin Culabble'::date")

    monkeypatch.setattr(cli, "iru", lambda standalone_mode: breaks([]))
    monkeypatch.setattr(sys, "argv", ["iru", "contract"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "iru: The database refused: InvalidDatetimeFormat (22007).\n"
