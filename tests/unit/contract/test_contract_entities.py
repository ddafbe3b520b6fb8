"""Everything that the indicators need has a table, or a reason for having none."""

from __future__ import annotations

from iru.contract import load_contract

# What the indicators of an IRU's annual and quarterly reports need to know about.
NEEDED = """
    child child_locality immigration_status adult lac_episode legal_status period_of_care
    care_plan permanence_plan adoption s20_check health_event health_return sdq sm_record
    care_leaver_return readiness_assessment checklist lac_review review_document i9_answer
    pre_review_consultation parental_consultation midpoint_check child_information_given
    iro_consultation cin_episode cin_review s47 screening conference conference_invite
    agency_report cp_plan early_end_request advocacy_referral escalation early_resolution
    staff staff_assignment post_establishment team case_allocation case_note staff_champion
    supervision practice_observation qa_audit service_meeting action_item feedback service_risk
    venue venue_review lado_subject lado_referral lado_meeting lado_attendance
    lado_whole_service lado_training report_run
"""
PERSON_ENDS = tuple(
    f"_{who}_id" for who in ("person", "child", "adult", "staff", "worker", "subject")
)
DERIVED = {"period_of_care", "report_run", "reference tables"}


def test_every_entity_needed_has_its_tables_or_a_written_reason() -> None:
    contract = load_contract()
    for name in [*NEEDED.split(), "reference tables"]:
        entity = contract.entities[name]
        assert bool(contract.tables_of(name)) != bool(entity.not_supplied), name
    assert {e.name for e in contract.entities.values() if e.not_supplied} == DERIVED


def test_fields_that_identify_somebody_are_classed_so() -> None:
    # Parts of names by which such fields give themselves away.
    telling = ("forename", "surname", "postcode", "_upn", "_urn", "comment", "_json", "_answer_")
    harmless = {"pers_upn_unknown"}
    fields = [field for table in load_contract().tables.values() for field in table.fields]
    suspects = [f for f in fields if any(part in f.name for part in telling)]
    assert len(suspects) > 15
    for field in suspects:
        if field.name not in harmless and field.type == "text":
            assert field.personal == "direct", field.name


def test_every_number_of_a_person_becomes_a_pseudonym() -> None:
    for table in load_contract().tables.values():
        for field in table.fields:
            if field.name.endswith(PERSON_ENDS) and field.personal != "direct":
                assert field.personal == "person_key", f"{table.name}.{field.name}"


def test_birth_dates_are_of_their_own_class() -> None:
    person = load_contract().table("ssd_person")
    births = {f.name for f in person.fields if f.personal == "date_of_birth"}
    assert births == {"pers_dob", "pers_expected_dob"}
