import pytest

from iru import secrets
from iru.db import ROLES, NotReachable, connect, default_database, url
from iru.settings import Settings

THEIRS = "postgresql://boss:p%40ss@db.example:6000/maintenance?sslmode=require"


def test_each_role_has_its_database():
    settings = Settings(warehouse_database="w", case_database="c", airflow_database="a")
    assert {role: default_database(role, settings) for role in ROLES} == {
        "admin": "w",
        "pipeline": "w",
        "analyst": "w",
        "lado": "w",
        "manager": "w",
        "report": "w",
        "airflow": "a",
        "case_owner": "c",
        "case_reader": "c",
    }


def test_urls_on_another_server_keep_its_host_and_options(tmp_path):
    settings = Settings(state=tmp_path, admin_url=THEIRS)
    word = secrets.password("analyst", settings)
    assert url("analyst", settings=settings) == (
        f"postgresql://iru_analyst:{word}@db.example:6000/warehouse?sslmode=require"
    )
    assert url("admin", "postgres", settings) == (
        "postgresql://boss:p%40ss@db.example:6000/postgres?sslmode=require"
    )


def test_a_case_system_of_its_own_is_read_at_its_own_url(tmp_path):
    theirs = "postgresql://reader:word@cases.example/mosaic"
    settings = Settings(state=tmp_path, admin_url=THEIRS, source_url=theirs)
    assert url("case_reader", settings=settings) == theirs


def test_a_database_name_with_a_space_is_encoded(tmp_path):
    settings = Settings(state=tmp_path, admin_url=THEIRS)
    assert "/my%20county?" in url("pipeline", "my county", settings)


def test_an_unknown_role_is_a_mistake_in_the_program(tmp_path):
    with pytest.raises(ValueError, match="root"):
        url("root", settings=Settings(state=tmp_path))


def test_connections_are_of_the_role_asked_for(server):
    for role, name in ROLES.items():
        with connect(role, settings=server) as connection:
            assert connection.execute("select current_user").fetchone() == (name,)


def test_a_failed_block_leaves_nothing_behind(fresh):
    with pytest.raises(ZeroDivisionError), connect(settings=fresh) as warehouse:
        warehouse.execute("create table raw.half (x int)")
        raise ZeroDivisionError
    with connect(settings=fresh) as warehouse:
        assert warehouse.execute("select to_regclass('raw.half')").fetchone() == (None,)


def test_no_answer_is_said_without_the_password(tmp_path):
    settings = Settings(state=tmp_path, admin_url="postgresql://boss:hidden@127.0.0.1:1/postgres")
    with pytest.raises(NotReachable) as caught:
        connect("admin", settings=settings)
    assert "warehouse" in caught.value.what and "DATABASE_URL" in caught.value.mend
    assert "refused" in caught.value.where
    assert "hidden" not in str(caught.value)


def test_a_case_system_that_does_not_answer_is_mended_by_its_own_setting(tmp_path):
    theirs = "postgresql://reader:hidden@127.0.0.1:1/mosaic"
    with pytest.raises(NotReachable) as caught:
        connect("case_reader", settings=Settings(state=tmp_path, source_url=theirs))
    assert "IRU_SOURCE_URL" in caught.value.mend
    assert "hidden" not in str(caught.value)
