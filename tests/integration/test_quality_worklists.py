"""Restricted worklists: who gets which page, what stands on it, and who may open it."""

from __future__ import annotations

from datetime import date

import pytest

from iru import quality
from iru.db import connect
from iru.errors import IruError
from iru.quality import registry
from iru.quality.ledger import settle
from iru.quality.render import raw_relations, render
from tests.integration import quality_county as county


@pytest.fixture
def settings(fresh):
    """A gap each for a social worker, an IRO, a manager and the LADO; build 1 is checked."""
    with connect("pipeline", settings=fresh) as warehouse:
        county.make(warehouse, fresh)
        county.change(warehouse, "ssd_person", "102", pers_ethnicity="NOBT")
        county.change(warehouse, "ssd_cla_reviews", "R1", clar_cla_review_participation=None)
        county.change(warehouse, "iru_lado_referrals", "LR1", ilar_front_door_outcome="WIP")
        county.change(warehouse, "iru_escalations", "X1", iesc_closed_date=None, iesc_outcome=None)
        settle_raw(warehouse, county.LAST_FULL_DAY)
        warehouse.execute(
            "insert into ops.builds (load_id, known_at, status) values (1, %s, 'audited')",
            (county.TODAY,),
        )
        warehouse.execute(
            "insert into ops.check_runs (border, load_id, build_id, data_as_at, status)"
            " values ('warehouse', 1, 1, %s, 'passed')",
            (county.LAST_FULL_DAY,),
        )
    return fresh


def settle_raw(warehouse, night: date) -> None:
    """Settle both ledgers with the checks of the raw border."""
    for zone in ("children", "lado"):
        asked = []
        for check in registry.all_checks("raw"):
            if check.zone == zone:
                query = render(check.id, check.sql, raw_relations(), night)
                count = warehouse.execute(f"select count(*) from ({query}) as gap").fetchone()[0]
                asked.append((check, query, count))
        settle(warehouse, "raw", zone, asked, night)


def test_pages_say_what_is_missing_where_and_why_without_a_name(settings):
    folder = quality.write_worklists(1, settings)
    assert folder == settings.worklists / "2017-05-14"
    pages = {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*.html")
    }
    worker = next(
        text for name, text in pages.items() if name.startswith("allocated-social-worker")
    )
    assert "no ethnicity is known" in worker
    assert "Ask the family how they describe" in worker
    assert "Tables of ethnicity cannot be published" in worker
    assert ">102<" in worker and ">101<" not in worker
    officer = next(text for name, text in pages.items() if name.startswith("iro-"))
    assert ">R1<" in officer and ">101<" in officer
    assert "role-iru-manager.html" in pages and "team-t1.html" in pages
    assert "3 records to mend" in pages["index.html"]
    everything = "".join(pages.values())
    assert "marker" not in everything.lower()
    assert "2008-03-02" not in everything and "2 March 2008" not in everything
    for text in pages.values():
        assert "RESTRICTED" in text and "SYNTHETIC" in text
        assert "Data as at 14 May 2017, as known on 15 May 2017 at 02:00" in text


def test_allegations_have_a_worklist_of_their_own(settings):
    folder = quality.write_worklists(1, settings)
    assert ">LR1<" in (folder / "lado" / "lado.html").read_text()
    for path in folder.glob("*.html"):
        assert "LR1" not in path.read_text() and "DQ-LADO" not in path.read_text()


def test_only_the_owner_may_open_them_and_old_ones_go(settings):
    for night in ("2017-04-13", "2017-04-14"):
        (settings.worklists / night).mkdir(parents=True)
    folder = quality.write_worklists(1, settings)
    quality.write_worklists(1, settings)  # again on the same night: replaced, not added
    for path in [settings.worklists, folder, *folder.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    assert {path.name for path in settings.worklists.iterdir()} == {"2017-04-14", "2017-05-14"}


def test_no_worklist_from_a_build_whose_checks_did_not_pass(settings):
    with connect("pipeline", settings=settings) as warehouse:
        warehouse.execute("update ops.check_runs set status = 'stopped'")
    with pytest.raises(IruError, match="checks of build 1 have not passed"):
        quality.write_worklists(1, settings)
    assert not settings.worklists.exists()
