"""The sample county's warehouse arrives at what was published about Devon, to the printed digit."""

from __future__ import annotations

from collections import Counter

import pytest
from click.testing import CliRunner

from iru.commands import indicators
from iru.published.compare import Line, Verdict, compare
from iru.published.figures import load_published
from iru.published.results import published_results
from iru.settings import Settings

pytestmark = pytest.mark.pipeline

# Figures we must arrive at and do not yet, each with the reason. A line that begins to agree must
# be taken off: the test fails while it stands here.
NOT_YET: dict[str, str] = {}


@pytest.fixture(scope="module")
def lines(county: Settings) -> list[Line]:
    """Every target beside the county's result."""
    targets = [figure for figure in load_published() if figure.is_target]
    return compare(published_results(county), targets)


def test_every_line_that_should_agree_does(lines: list[Line]) -> None:
    differing = {line.name: (line.ours, line.theirs) for line in lines if _differs(line)}
    assert {name: pair for name, pair in differing.items() if name not in NOT_YET} == {}


def test_no_line_that_agrees_is_excused(lines: list[Line]) -> None:
    differing = {line.name for line in lines if _differs(line)}
    assert NOT_YET.keys() - differing == set()


def test_the_headlines_are_among_the_lines(lines: list[Line]) -> None:
    agreed = {(line.name, line.ours) for line in lines if line.verdict is Verdict.AGREES}
    assert {
        ("lac_count 2016-17", "682"),
        ("cp_count 2016-17", "442"),
        ("lado_referral_count 2016-17", "596"),
        ("lac_ceased_count 2016-17", "350"),
        ("cp_rate_10k 2016-17", "31.1"),
        ("cp_icpc_15wd_pct 2016-17", "542 of 635 (85.4%)"),
        ("cp_repeat_ever_pct 2016-17", "128 of 518 (24.7%)"),
        ("lac_legal_status_pct 2016-17 legal_status_group=care_order", "453 of 682 (66.4%)"),
    } <= agreed


def test_three_hundred_figures_are_compared(lines: list[Line]) -> None:
    """A split or an indicator that vanished would be "not built yet", and nobody would notice."""
    counts = Counter(line.verdict for line in lines)
    assert counts[Verdict.AGREES] + counts[Verdict.DIFFERS] >= 300


def test_the_command_prints_one_line_a_figure(
    county: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indicators, "settings", lambda: county)
    ran = CliRunner().invoke(indicators.commands, ["compare", "--period", "2015-16"])
    expected = [f for f in load_published() if f.is_target and f.period_key == "2015-16"]
    *printed, count = ran.output.splitlines()
    assert (ran.exit_code, len(printed)) == (0, len(expected))
    assert count.startswith(f"{len(expected)} figures: ")
    assert any(" 708 " in line and line.endswith("agrees") for line in printed)


def test_the_command_fails_as_long_as_a_line_differs(
    county: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indicators, "settings", lambda: county)
    ran = CliRunner().invoke(indicators.commands, ["compare", "--all"])
    assert ran.exit_code == (1 if NOT_YET else 0)
    assert len(ran.output.splitlines()) == len(load_published()) + 1
    refused = CliRunner().invoke(indicators.commands, ["compare", "--period", "1999-00"])
    assert "No figure of the period 1999-00" in str(refused.exception)


def _differs(line: Line) -> bool:
    return line.verdict is Verdict.DIFFERS
