"""The quarterly report: its scorecard, five quarters, and the sections that come twice a year."""

from __future__ import annotations

import re

import handmade
import page as pdf_rules
import pytest

from iru.db import connect
from iru.reporting import render


@pytest.fixture(scope="module")
def county(fresh_module):
    with connect("pipeline", settings=fresh_module) as connection:
        handmade.fill(connection)
    return fresh_module


@pytest.fixture(scope="module")
def editions(county):
    return {quarter: render("quarterly", f"2016-17-Q{quarter}", county) for quarter in (3, 4)}


def page(edition) -> str:
    return edition.paths["html"].read_text(encoding="utf-8")


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def printed(edition) -> set[str]:
    return set(re.findall(r'data-figure="([^"]+)"', page(edition)))


def test_the_scorecard_has_this_quarter_the_one_before_and_a_year_ago(editions):
    for period in ("2016-17-Q4", "2016-17-Q3", "2015-16-Q4"):
        assert f"cp_count/Devon/quarter/{period}/all/all" in printed(editions[4])


def test_trends_run_over_five_quarters_and_in_the_fourth_over_the_year(editions):
    trend = re.search(r"<caption>Child protection</caption>.*?</thead>", page(editions[4]), re.S)
    heads = re.findall(r'class="n">([^<]+)</th>', trend[0])
    assert heads == [
        "Q4 2015-16", "Q1 2016-17", "Q2 2016-17", "Q3 2016-17", "Q4 2016-17", "2016-17",
    ]  # fmt: skip
    assert not any("/year/2016-17/" in key for key in printed(editions[3]))


def test_allegations_are_reported_in_the_second_and_fourth_quarter_only(editions):
    assert "lado_referral_count/Devon/quarter/2016-17-Q4/all/all" in printed(editions[4])
    assert not any(key.startswith("lado_") for key in printed(editions[3]))


def test_ratings_are_words_with_their_rule(editions):
    text = page(editions[4])
    assert '<span class="rag rag-amber">Amber</span>' in text  # 95% on time against 100%
    assert '<span class="rag rag-red">Red</span>' in text  # 84.6% against 100%
    assert "Amber: within a tenth of the target" in text


def test_what_is_missing_is_said_to_be_coming(editions):
    text = words(page(editions[4]))
    assert "7 Quality assurance, feedback and actions: Audits" in text


@pytest.mark.parametrize("quarter", [3, 4])
def test_the_pdf_passes_every_machine_rule_of_pdf_ua(editions, quarter):
    report = pdf_rules.validate_pdf(str(editions[quarter].paths["pdf"]), profile="pdf/ua-1")
    assert report.is_compliant, str(report)
