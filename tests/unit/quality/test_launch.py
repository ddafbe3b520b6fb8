"""The environment that gives another process the same settings."""

from pathlib import Path

from iru.quality.launch import environment
from iru.settings import Settings, load_settings


def test_settings_survive_the_way_through_the_environment():
    settings = Settings(
        state=Path("/somewhere/state"),
        admin_url="postgresql://someone@elsewhere/postgres",
        warehouse_database="w",
        case_database="c",
        airflow_database="a",
        airflow_port=8123,
        source="csv",
        source_folder=Path("/somewhere/files"),
    )
    assert load_settings(environment(settings)) == settings
