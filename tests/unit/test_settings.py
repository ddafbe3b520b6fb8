import subprocess
import sys
from pathlib import Path

import pytest

from iru.errors import IruError
from iru.settings import PROJECT, Settings, load_settings


def test_with_nothing_set_everything_lies_in_the_clone():
    settings = load_settings({})
    assert settings == Settings()
    assert settings.state == PROJECT / "var"
    assert settings.reports == PROJECT / "var" / "reports"


def test_the_environment_decides(tmp_path):
    settings = load_settings(
        {
            "IRU_STATE": str(tmp_path / "a state"),
            "DATABASE_URL": "postgresql://boss:word@db.example/postgres",
            "IRU_SOURCE": "csv",
            "IRU_SOURCE_FOLDER": str(tmp_path),
            "IRU_WAREHOUSE_DATABASE": "county",
            "IRU_AIRFLOW_PORT": "8090",
            "IRU_POSTGRES_USER": "daemon",
        }
    )
    assert settings.state == tmp_path / "a state"
    assert settings.admin_url == "postgresql://boss:word@db.example/postgres"
    assert (settings.source, settings.source_folder) == ("csv", tmp_path)
    assert settings.warehouse_database == "county"
    assert settings.airflow_port == 8090
    assert settings.postgres_user == "daemon"


def test_an_empty_setting_is_none():
    settings = load_settings({"IRU_STATE": "", "DATABASE_URL": "", "IRU_SOURCE_URL": ""})
    assert settings == Settings()


@pytest.mark.parametrize(
    ("environment", "where"),
    [
        ({"IRU_SOURCE": "oracle"}, "IRU_SOURCE"),
        ({"IRU_SOURCE": "csv"}, "IRU_SOURCE_FOLDER"),
        ({"IRU_AIRFLOW_PORT": "pages"}, "IRU_AIRFLOW_PORT"),
        ({"IRU_AIRFLOW_PORT": "80"}, "IRU_AIRFLOW_PORT"),
    ],
)
def test_a_wrong_setting_is_named(environment, where):
    with pytest.raises(IruError) as caught:
        load_settings(environment)
    assert caught.value.where == f"setting {where}"
    assert caught.value.mend


def test_the_authority_has_what_reports_need():
    authority = Settings().authority
    assert {"name", "code", "localities", "unit", "synthetic"} <= set(authority)
    assert "UNKNOWN" in authority["localities"]


def test_only_settings_reads_our_settings():
    """A setting read elsewhere would not be in .env.example and would not be checked."""
    readers = {
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / "iru").rglob("*.py")
        if 'environ["IRU_' in path.read_text() or 'environ.get("IRU_' in path.read_text()
    }
    assert readers == set()


def test_every_setting_is_in_the_example():
    example = (PROJECT / ".env.example").read_text()
    source = Path(sys.modules["iru.settings"].__file__).read_text()
    names = {word for word in source.replace('"', " ").split() if word.startswith("IRU_")}
    names = {name.strip("`,.()") for name in names} - {"IRU_*"}
    assert names and all(f"{name}=" in example for name in names | {"DATABASE_URL"})


def test_iru_never_imports_airflow():
    """DAGs import iru, never the other way round: said by the import system itself."""
    code = (
        "import importlib, pkgutil, sys, iru;"
        "[importlib.import_module(m.name) for m in pkgutil.walk_packages(iru.__path__, 'iru.')"
        " if not m.name.endswith('__main__')];"
        "sys.exit('airflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT).returncode == 0
