import pytest

from iru.errors import IruError
from iru.reporting.outline import REPORTS, TEMPLATES, annexes, needed, outline


def everything(*_: str) -> bool:
    return True


@pytest.mark.parametrize("report_type", REPORTS)
def test_every_partial_belongs_to_a_section_and_every_annex_has_one(report_type):
    plan = outline(report_type)
    shared = {"first_page", "trend"}
    partials = {path.name.split(".")[0] for path in (TEMPLATES / report_type).glob("*.j2")} - shared
    assert partials <= {section.replace("-", "_") for section in plan.titles}
    assert all((TEMPLATES / part.sections[0].template).exists() for part in annexes())


@pytest.mark.parametrize("report_type", REPORTS)
def test_section_and_part_names_are_used_once(report_type):
    plan = outline(report_type)
    names = [part["id"] for part in plan.parts]
    names += [section["id"] for part in plan.parts for section in part["sections"]]
    names += [part.id for part in annexes()]
    assert len(names) == len(set(names))


def test_the_annual_report_has_the_six_parts_in_order():
    parts, _ = outline("annual").shown(everything)
    titles = [part["title"] for part in outline("annual").parts]
    assert [title.split(":")[0] for title in titles[1:]] == [f"Part {n}" for n in range(1, 7)]
    assert [part.id for part in parts][:3] == ["at-a-glance", "part-1", "part-2"]


def test_a_section_whose_indicator_is_missing_is_listed_and_not_shown():
    plan = outline("annual")
    parts, coming = plan.shown(lambda one, _: one != "lac_ethnicity_pct")
    shown = {section.id for part in parts for section in part.sections}
    assert "lac-ethnicity" not in shown
    assert "lac-ethnicity" in {section.id for section in coming}
    assert shown | {section.id for section in coming} == set(plan.titles)


def test_numbers_follow_what_is_shown():
    parts, _ = outline("annual").shown(lambda one, _: one != "lac_legal_status_pct")
    part_2 = next(part for part in parts if part.id == "part-2")
    assert [section.number for section in part_2.sections][:2] == ["2.1", "2.2"]
    assert part_2.sections[1].id == "lac-age-sex"


def test_allegations_come_twice_a_year_in_the_quarterly():
    plan = outline("quarterly")
    by_quarter = [
        {section.id for part in plan.shown(everything, quarter)[0] for section in part.sections}
        for quarter in (1, 2, 3, 4)
    ]
    assert ["allegations" in shown for shown in by_quarter] == [False, True, False, True]


def test_every_handbook_area_names_sections_that_exist():
    plan = outline("annual")
    assert len(plan.handbook_areas) == 6
    named = {section for area in plan.handbook_areas for section in area["sections"]}
    assert named <= set(plan.titles)


def test_needs_name_an_indicator_and_perhaps_a_breakdown():
    assert needed("lac_sex_pct/sex") == ("lac_sex_pct", "sex")
    assert needed("lac_count") == ("lac_count", "all")


def test_a_report_that_does_not_exist_is_refused():
    with pytest.raises(IruError, match="annual, quarterly"):
        outline("weekly")
