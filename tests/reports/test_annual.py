"""The annual report: what it prints, what it leaves out, and that every number is frozen."""

from __future__ import annotations

import csv
import json
import re
from itertools import pairwise

import handmade
import page as pdf_rules
import pikepdf
import pytest
from reading import Page, structure, years_beside_comparators

from iru.db import connect
from iru.reporting import render
from iru.reporting.charts import Charts
from iru.reporting.documents import compose
from iru.reporting.figures import Figures
from iru.reporting.manifest import sha256
from iru.reporting.outline import outline
from iru.reporting.rendering import frozen_figures
from iru.reporting.sources import WarehouseSource

MISSING = "lac_ethnicity_pct"


@pytest.fixture(scope="module")
def county(fresh_module):
    """A published warehouse made by hand, without ethnicity."""
    with connect("pipeline", settings=fresh_module) as connection:
        handmade.fill(connection, skip=(MISSING,))
    return fresh_module


@pytest.fixture(scope="module")
def edition(county):
    return render("annual", "2016-17", county)


@pytest.fixture(scope="module")
def text(edition) -> str:
    return edition.paths["html"].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def seen(text) -> Page:
    return Page(text)


@pytest.fixture(scope="module")
def rows(edition) -> list[dict[str, str]]:
    with edition.paths["csv"].open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_figures_printed_are_the_figures_frozen(seen, rows):
    assert {key for key, _, _ in seen.figures} == {row["figure_key"] for row in rows}


def test_every_figure_is_printed_as_it_was_frozen(seen, rows):
    frozen = {row["figure_key"]: row for row in rows}
    parts = {"value": "shown", "numerator": "shown_numerator", "denominator": "shown_denominator"}
    printed = [(key, part, shown) for key, part, shown in seen.figures if part in parts]
    assert len(printed) > 500
    assert all(frozen[key][parts[part]] == shown for key, part, shown in printed)


def test_no_number_reaches_a_sentence_but_as_a_figure(text):
    """What is left of the running text without its figures has only dates, ages and periods."""
    body = text[text.index('<section class="part"') : text.index('id="annex-definitions"')]
    told = re.findall(r"<(?:p|li)(?:>| class=\"card)(.*?)</(?:p|li)>", body, flags=re.S)
    bare = re.sub(r"<data.*?</data>|<[^>]+>", " ", " ".join(told))
    allowed = (
        r"\d{1,2} (?:March|April) \d{4}|\d{4}-\d{2}|(?:[A-Z][a-z]+) \d{4}|10,000|under 18"
        r"|section \d+|within 15 working|The target of \d+%?|the target is \d+%?|Green: .*"
        r"|\d+ to \d+ months|\d+ to \d+ \(|\d+ and over|Section \d+|15 working|less than 70%"
    )
    assert re.findall(r"\d+", re.sub(allowed, "", bare)) == []


def test_the_frozen_rows_alone_give_the_same_page_as_the_warehouse(county, edition, text):
    plan = outline("annual")
    with connect("pipeline", settings=county) as connection:
        source = WarehouseSource(connection, "Devon", handmade.YEAR)
        figures = Figures(source, "Devon", handmade.YEAR)
        live = compose(plan, figures, edition, county.authority, Charts(), "screen")
    assert live == text


def test_a_section_without_its_indicator_is_listed_as_coming_and_not_shown(text, seen):
    assert "lac-ethnicity" not in seen.ids
    coming = text[text.index('id="coming"') :]
    assert "Part 2: Looked-after children: Ethnicity" in coming
    assert "Part 6: Action plan: Action plan" in coming


def test_the_page_is_one_file_with_no_script_and_links_that_lead_somewhere(text, seen):
    assert "script" not in seen.tags
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', text)
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links} <= set(seen.ids)


def test_headings_begin_with_the_title_and_skip_no_level(seen):
    levels = [int(heading[1]) for heading in seen.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_draft_synthetic_and_audience_are_marked(text, edition):
    assert '<meta name="robots" content="noindex, nofollow">' in text
    for mark in ("OFFICIAL-SENSITIVE", "Draft 1: not for publication", "are synthetic"):
        assert mark in text
    assert "-draft" in edition.paths["html"].name and "-draft" in edition.paths["pdf"].name


def test_what_the_page_says(text):
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))
    for sentence in (
        # 682 now; 5 more for each year back: 687, a difference of less than one per cent
        "On 31 March 2017, 682 children were looked after, close to the 687 a year before.",
        # 442 now; 30 more a year before
        "442 children, unborn children among them, were the subject of a child protection plan, "
        "30 fewer (6%) than the 472 a year before.",
        # 150 of 158 a month
        "1,800 of the 1,896 reviews held were on time (95%); 96 were late.",
        # 442 of 142,159 against England's 43.1 of the year before
        "Devon’s rate of 31.1 was below England (43.1 at 31 March 2016) and the South West "
        "(41.2 at 31 March 2016)",
        "Neglect: 75.1% of children on a plan, the most common category",
    ):
        assert sentence in said


def test_a_comparator_has_the_places_of_its_source(rows):
    shown = {row["figure_key"]: row["shown"] for row in rows}
    # 57 and three years more, printed whole; 38.2 and three more, with a place as printed
    assert shown["lac_rate_10k/England/year/2015-16/all/all"] == "60"
    assert shown["lac_rate_10k/South West/year/2015-16/all/all"] == "52.9"
    assert shown["cp_rate_10k/South West/year/2015-16/all/all"] == "41.2"
    assert shown["lac_rate_10k/Devon/year/2016-17/all/all"] == "48.0"


def test_a_comparator_is_never_printed_without_its_year(text):
    told, in_tables = years_beside_comparators(text)
    assert len(told) > 5 and len(in_tables) > 40
    # In a sentence the date follows, in a table it heads the column or stands in the row.
    assert [(key, near) for key, year, near in told + in_tables if year not in near] == []


def test_the_annex_names_releases_and_populations(text):
    annex = text[text.index('id="annex-comparators"') : text.index('id="annex-quality"')]
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", annex))
    assert "DfE, made by hand, release of 2024" in said
    assert "later than the night this edition knows of, 15 May 2017" in said
    assert said.count(handmade.POPULATION_SOURCE) == 1
    assert "142,159" in said


def test_the_manifest_matches_the_files(edition):
    facts = json.loads(edition.paths["manifest"].read_text(encoding="utf-8"))
    folder = edition.paths["manifest"].parent
    assert set(facts["files"]) == {"report-draft.html", "report-draft.pdf", "figures.csv"}
    for name, known in facts["files"].items():
        assert sha256((folder / name).read_bytes()) == known["sha256"]
    assert facts["figures"] == {"count": edition.figure_count, "sha256": edition.content_sha256}


def test_the_pdf_passes_every_machine_rule_of_pdf_ua(edition):
    report = pdf_rules.validate_pdf(str(edition.paths["pdf"]), profile="pdf/ua-1")
    assert report.is_compliant, str(report)


def test_a_second_eye_on_the_pdf(edition):
    with pikepdf.open(edition.paths["pdf"]) as document:
        root = document.Root
        assert str(root.Lang) == "en-GB"
        assert bool(root.MarkInfo.Marked)
        nodes = list(structure(root.StructTreeRoot))
        kinds = [str(node.S) for node in nodes]
        figures = [node for node in nodes if str(node.S) == "/Figure"]
        assert len(figures) >= 15 and all(len(str(node.Alt)) > 20 for node in figures)
        assert next(kind for kind in kinds if re.fullmatch("/H[1-6]", kind)) == "/H1"
        assert kinds.count("/TH") > 100
        assert "DRAFT" not in str(kinds)


def test_the_figures_are_read_back_with_the_role_that_can_read_nothing_else(county, edition):
    figures = frozen_figures(edition, outline("annual"), county)
    assert figures("lac_count").shown == "682"
    assert figures.used.keys() == {"lac_count/Devon/year/2016-17/all/all"}
