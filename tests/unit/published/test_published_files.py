"""The published figures themselves: names that are ours, tables that add up, reasons that hold."""

import csv
import re
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest

from iru.contract import load_contract
from iru.published.compare import Key, Result, Verdict, compare
from iru.published.figures import load_published
from iru.settings import PROJECT

FIGURES = load_published()
BY_DFE = [figure for figure in FIGURES if figure.source.startswith("DfE")]
BY_US = [figure for figure in FIGURES if not figure.source.startswith("DfE")]
CORRECTIONS = PROJECT / "docs" / "seed_corrections.md"
# Splits of code lists, and splits of which only a part is published.
CODED = {
    "legal_status": "legal_status",
    "category": "category_of_abuse",
    "initial_category": "category_of_abuse",
    "escalation_reason": "escalation_reason",
    "advocacy_purpose": "advocacy_purpose",
    "rag": "rag",
    "locality": "locality",
    "ceased_reason": "episode_end_reason",
}
PARTLY = {"legal_status", "ceased_reason", "returned_home"}


def members_of(breakdown):
    if breakdown in CODED:
        return set(load_contract().code_lists[CODED[breakdown]].codes)
    path = PROJECT / "dbt_project" / "seeds" / "indicator_members.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["member"] for row in csv.DictReader(stream) if row["breakdown"] == breakdown}


def dfe_as_results():
    """DfE's unsuppressed figures as though they were ours."""
    return {
        Key(f.indicator_id, f.period_key, f.breakdown, f.members[0]): Result(
            f.low, f.whole, f.low if f.whole is None else 100 * f.low / f.whole
        )
        for f in BY_DFE
        if f.relation == "equal" and len(f.members) == 1
    }


def test_every_member_is_one_of_ours():
    named = defaultdict(set)
    for figure in FIGURES:
        if figure.breakdown != "all":
            named[figure.breakdown].update(figure.members)
    known = {breakdown: members_of(breakdown) for breakdown in named}
    strange = {
        breakdown: members - known[breakdown]
        for breakdown, members in named.items()
        if known[breakdown] and members - known[breakdown]
    }
    assert strange == {}
    # Splits of indicators that are not built yet have no list of members anywhere.
    assert {breakdown for breakdown in named if not known[breakdown]} <= {
        "counted",
        "returned_home",
        "sdq_band",
    }


def test_no_figure_of_dfe_stands_twice():
    keys = Counter((f.indicator_id, f.period_key, f.breakdown, f.members) for f in BY_DFE)
    assert [key for key, times in keys.items() if times > 1] == []


def tables_of_shares():
    tables = defaultdict(list)
    for figure in BY_DFE:
        if figure.whole is not None and figure.breakdown not in {"all", *PARTLY}:
            tables[figure.indicator_id, figure.breakdown, figure.period_key].append(figure)
    return sorted(tables.items())


@pytest.mark.parametrize(("name", "table"), tables_of_shares())
def test_the_members_of_a_share_can_add_up_to_the_whole(name, table):
    whole = table[0].whole
    assert sum(f.low for f in table) <= whole <= sum(f.high for f in table)


def test_a_rate_is_the_count_by_the_population_of_the_middle_of_the_year_before():
    path = PROJECT / "dbt_project" / "seeds" / "ref_population.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        residents = {
            int(row["mid_year"]): Decimal(row["population"])
            for row in csv.DictReader(stream)
            if row["area"] == "Devon"
        }
    counts = {(f.indicator_id, f.period_key): f.low for f in BY_DFE if f.breakdown == "all"}
    rates = [f for f in BY_DFE if f.unit == "per 10,000"]
    worked = {}
    for figure in rates:
        count = counts[figure.indicator_id.replace("rate_10k", "count"), figure.period_key]
        value = 10000 * count / residents[int(figure.period_key[:4])]
        key = Key(figure.indicator_id, figure.period_key, "all", "all")
        worked[key] = Result(count, None, value)
    assert len(rates) == 7
    assert {line.verdict for line in compare(worked, rates)} == {Verdict.AGREES}


def test_our_own_report_agrees_with_dfe_where_both_are_targets():
    lines = compare(dfe_as_results(), [figure for figure in BY_US if figure.is_target])
    both = [line for line in lines if line.ours not in ("", "none")]
    assert [line.name for line in both if line.verdict is Verdict.DIFFERS] == []
    assert sum(line.verdict is Verdict.AGREES for line in lines) >= 18


def test_what_is_called_contradicted_does_differ_from_dfe():
    targets = dfe_as_results()
    for figure in BY_US:
        key = Key(figure.indicator_id, figure.period_key, figure.breakdown, figure.members[0])
        if figure.correction and figure.relation != "words" and key in targets:
            line = compare(targets, [replace(figure, why="")])[0]
            assert line.verdict is Verdict.DIFFERS, line.name


def test_every_correction_has_its_place_in_the_document_and_the_other_way_round():
    headings = re.findall(r'<a id="([a-z0-9-]+)">', CORRECTIONS.read_text(encoding="utf-8"))
    used = {figure.correction for figure in BY_US if figure.correction}
    assert len(headings) == len(set(headings))
    assert set(headings) == used
