"""What the README promises: its questions are answered, its commands and its links exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from iru.cli import iru
from iru.db import connect
from iru.settings import PROJECT, Settings

README = (PROJECT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")])
QUESTIONS = re.findall(r"```sql\n(.*?)```", README, flags=re.DOTALL)

# What each question's first row must be, counted from the published figures (DfE, year to
# 31 March 2017), or None where it depends on how the sample county was drawn.
FIRST_ROWS = [None, None, (1,), ("0 to 2 months",), None]


def test_there_are_five_questions():
    assert len(QUESTIONS) == len(FIRST_ROWS) == 5


@pytest.mark.pipeline
@pytest.mark.parametrize("number", range(5))
def test_an_analyst_gets_an_answer(county: Settings, number: int):
    with connect("analyst", settings=county) as analyst:
        rows = analyst.execute(QUESTIONS[number]).fetchall()
    assert len(rows) >= 3
    assert all(any(value is not None for value in row[1:]) for row in rows)
    if first := FIRST_ROWS[number]:
        assert rows[0][: len(first)] == first


@pytest.mark.pipeline
def test_the_first_answer_is_the_published_one(county: Settings):
    with connect("analyst", settings=county) as analyst:
        rows = {row[0]: row[1:] for row in analyst.execute(QUESTIONS[0]).fetchall()}
    rate, children, england = rows["2016-17"]
    assert (round(rate, 1), children, england) == (48, 682, 62)


def test_every_make_command_exists():
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), flags=re.M))
    named = {word for page in PAGES for word in re.findall(r"`make ([a-z]+)`", page.read_text())}
    assert {"run", "test", "up", "down", "help"} <= named | {"run", "test"}
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_iru_command_exists(page: Path):
    for words in re.findall(r"`iru ([a-z][a-z -]*)", page.read_text(encoding="utf-8")):
        command: click.Command | None = iru
        for word in words.split():
            if not isinstance(command, click.Group) or word.startswith("-"):
                break
            command = command.get_command(click.Context(command), word)
            assert command is not None, f"{page.name}: there is no `iru {words}`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
