"""Every role tries what it must not do (D9)."""

from __future__ import annotations

from contextlib import closing

import psycopg
import pytest

from iru import secrets
from iru.db import ROLES, connect, url
from iru.errors import IruError
from iru.provision import SCHEMAS, VISITORS, drop_databases, provision
from iru.settings import Settings

DENIED = psycopg.errors.InsufficientPrivilege
MAY_READ = {
    "analyst": {"mart", "indicators"},
    "lado": {"lado", "indicators"},
    "manager": {"quality", "mart"},
    "report": {"figures"},
}


@pytest.fixture(scope="module")
def published(fresh_module: Settings) -> Settings:
    """Something in every schema, made after provisioning, as the pipeline does every night."""
    with connect("pipeline", settings=fresh_module) as warehouse:
        for schema in SCHEMAS:
            warehouse.execute(f"create table {schema}.something as select 1 as x")
        warehouse.execute("create schema b000001_mart")
        warehouse.execute("create table b000001_mart.built as select 1 as x")
    with connect("case_owner", settings=fresh_module) as case:
        case.execute("create table ssd_person as select 'P1' as pers_person_id")
    return fresh_module


@pytest.mark.parametrize("role", VISITORS)
@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_role_reads_what_it_may_and_nothing_else(published, role, schema):
    with connect(role, settings=published) as visitor:
        if schema in MAY_READ[role]:
            assert visitor.execute(f"select x from {schema}.something").fetchone() == (1,)
        else:
            with pytest.raises(DENIED):
                visitor.execute(f"select x from {schema}.something")


@pytest.mark.parametrize("role", VISITORS)
@pytest.mark.parametrize(
    "statement",
    [
        "select * from b000001_mart.built",
        "create table mart.mine (x int)",
        "create table public.mine (x int)",
        "create schema mine",
        "create temporary table mine (x int)",
        "insert into figures.something values (2)",
        "set role iru_pipeline",
        "copy (select 1) to program 'true'",
    ],
)
def test_no_visitor_builds_writes_or_becomes_another(published, role, statement):
    with connect(role, settings=published) as visitor, pytest.raises(DENIED):
        visitor.execute(statement)


@pytest.mark.parametrize("role", VISITORS)
def test_visitors_see_no_case_system_and_not_airflow(published, role):
    for database in (published.case_database, published.airflow_database):
        with pytest.raises(IruError, match="No connection"):
            connect(role, database, published)


def test_airflow_and_the_case_system_cannot_enter_the_warehouse(published):
    for role in ("airflow", "case_owner", "case_reader"):
        with pytest.raises(IruError, match="No connection"):
            connect(role, published.warehouse_database, published)


def test_the_pipeline_reads_the_case_system_only_through_the_reader(published):
    with pytest.raises(IruError, match="No connection"):
        connect("pipeline", published.case_database, published)
    with connect("case_reader", settings=published) as reader:
        assert reader.execute("select pers_person_id from ssd_person").fetchone() == ("P1",)
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            reader.execute("create table mine (x int)")
    with connect("case_reader", settings=published) as reader:
        reader.execute("set transaction read write")  # asking is allowed; it does not help
        with pytest.raises(DENIED):
            reader.execute("delete from ssd_person")


def test_a_view_made_anew_stays_readable(published):
    with connect("pipeline", settings=published) as warehouse:
        warehouse.execute("create view mart.another as select 1 as x")
        warehouse.execute("create or replace view mart.another as select 1 as x, 2 as y")
    with connect("analyst", settings=published) as analyst:
        assert analyst.execute("select y from mart.another").fetchone() == (2,)


def test_no_role_but_the_admin_is_a_superuser_or_makes_roles(server):
    with connect("admin", "postgres", server) as admin:
        powerful = admin.execute(
            "select rolname from pg_roles where rolsuper or rolcreaterole or rolcreatedb"
            " or rolbypassrls or rolreplication"
        ).fetchall()
    assert powerful == [("iru_admin",)]


def test_again_changes_nothing_and_mends_a_lost_password(fresh):
    provision(fresh)
    with connect("admin", "postgres", fresh) as admin:
        admin.execute("alter role iru_lado password 'something else'")
    provision(fresh)
    with connect("lado", settings=fresh) as lado:
        assert lado.execute("select 1").fetchone() == (1,)


def test_local_dates_are_local(fresh):
    with connect("pipeline", settings=fresh) as warehouse:
        # 23:30 UTC on 14 May is half past midnight on 15 May in London.
        row = warehouse.execute("select '2017-05-14 23:30+00'::timestamptz::date::text").fetchone()
    assert row == ("2017-05-15",)


def test_the_password_file_serves_psql(fresh):
    path = secrets.folder(fresh) / "analyst.pgpass"
    assert path.stat().st_mode & 0o777 == 0o600
    parts = psycopg.conninfo.conninfo_to_dict(url("analyst", settings=fresh))
    parts.pop("password")
    with closing(psycopg.connect(**parts, passfile=str(path))) as connection:
        assert connection.info.user == ROLES["analyst"]


def test_on_a_server_of_ones_own_without_superuser(server, tmp_path):
    """DATABASE_URL with a user that may make roles and databases, and no more."""
    with connect("admin", "postgres", server, autocommit=True) as admin:
        for name in ROLES.values():  # another server would not know them
            if name != "iru_admin":
                admin.execute(f"alter role {name} rename to kept_{name}")
        admin.execute("create role boss login createrole createdb password 'p@ss'")
    base = url("admin", "postgres", server).split("@")[1]
    theirs = Settings(
        state=tmp_path,
        admin_url=f"postgresql://boss:p%40ss@{base}",
        warehouse_database="theirs_warehouse",
        case_database="theirs_cases",
        airflow_database="theirs_airflow",
    )
    try:
        provision(theirs)
        provision(theirs)
        with connect("pipeline", settings=theirs) as warehouse:
            warehouse.execute("create view mart.something as select 1 as x")
        with connect("analyst", settings=theirs) as analyst:
            assert analyst.execute("select x from mart.something").fetchone() == (1,)
    finally:
        drop_databases(theirs)
        with connect("admin", "postgres", server, autocommit=True) as admin:
            for name in ROLES.values():
                if name != "iru_admin":
                    admin.execute(f"drop role if exists {name}")
                    admin.execute(f"alter role kept_{name} rename to {name}")
            admin.execute("drop role boss")


def test_a_user_that_may_not_make_roles_is_told_so(server, tmp_path):
    with connect("admin", "postgres", server, autocommit=True) as admin:
        admin.execute("create role clerk login password 'word'")
    base = url("admin", "postgres", server).split("@")[1]
    try:
        with pytest.raises(IruError, match="could not be made"):
            provision(Settings(state=tmp_path, admin_url=f"postgresql://clerk:word@{base}"))
    finally:
        with connect("admin", "postgres", server, autocommit=True) as admin:
            admin.execute("drop role clerk")
