"""A case system's database as a source; and the choice between the kinds of source."""

from __future__ import annotations

from datetime import UTC, datetime

import psycopg
import pytest

from iru.contract import load_contract
from iru.contract.ddl import create_source_table_sql
from iru.db import connect
from iru.errors import IruError
from iru.settings import Settings
from iru.sources import open_source
from iru.sources.postgres import PostgresSource

EPISODES = load_contract().tables["iru_cla_episodes"]
LOCALITIES = load_contract().tables["iru_team_localities"]


def test_the_settings_choose_the_kind_of_source(tmp_path):
    settings = Settings(source="csv", source_folder=tmp_path)
    with open_source(settings) as source:
        assert source.kind == "csv"


@pytest.fixture
def case_system(fresh):
    """Settings of a case system with one table of the contract, two rows in it."""
    with connect("case_owner", settings=fresh) as case:
        case.execute(create_source_table_sql(EPISODES, "public"))
        case.execute("insert into iru_cla_episodes values ('E1', 'C2'), ('E2', null)")
    return fresh


def test_postgres_offers_tables_columns_and_a_live_clock(case_system):
    before = datetime.now(UTC)
    with open_source(case_system) as source:
        assert source.kind == "postgres"
        assert source.tables() == {"iru_cla_episodes", "iru_extract_status"}
        assert source.columns("iru_cla_episodes") == list(EPISODES.columns)
        assert before <= source.extracted_at() <= datetime.now(UTC)


def test_postgres_is_one_snapshot_and_cannot_be_written(case_system):
    with PostgresSource(case_system) as source:
        digest = source.digest(EPISODES)
        with connect("case_owner", settings=case_system) as case:
            case.execute("update iru_cla_episodes set icla_legal_status_code = 'E1'")
        assert source.digest(EPISODES) == digest
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            source._connection.execute("delete from iru_cla_episodes")
    with PostgresSource(case_system) as later:
        assert later.digest(EPISODES) != digest


def test_postgres_columns_that_cannot_be_cast_are_named_without_values(case_system):
    with connect("case_owner", settings=case_system) as case:
        case.execute(
            "create table iru_team_localities as select 'T1' as itlo_team_id,"
            " 'yesterday-ish' as itlo_valid_from, null::date as itlo_valid_to,"
            " 'NORTH' as itlo_locality, '' as itlo_function"
        )
    with PostgresSource(case_system) as source:
        with pytest.raises(IruError) as caught:
            list(source.copy_to(LOCALITIES))
        assert caught.value.where == "iru_team_localities: itlo_valid_from (date)"
        assert "ish" not in str(caught.value)
        assert b"".join(source.copy_to(EPISODES)).startswith(b"PGCOPY\n")
