"""Airflow's configuration, in one place: the environment variables that Airflow reads.

No airflow.cfg is kept by hand. Airflow's own database is `airflow` on the same server; psycopg
serves both its synchronous and its asynchronous connections.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from pathlib import Path

from iru import secrets
from iru.db import url
from iru.settings import Settings

ADMIN = "admin"


def home(settings: Settings) -> Path:
    """AIRFLOW_HOME: Airflow's logs and working files."""
    return settings.state / "airflow"


def address(settings: Settings) -> str:
    """Where Airflow's pages, and its own interface for tasks, are reached from this machine."""
    return f"http://127.0.0.1:{settings.airflow_port}"


def airflow_environment(settings: Settings) -> dict[str, str]:
    """The environment for every Airflow process; holds passwords, so never print it."""
    database = url("airflow", settings=settings).replace("postgresql:", "postgresql+psycopg:", 1)
    chosen = {
        "CORE__DAGS_FOLDER": str(settings.project / "dags"),
        "CORE__LOAD_EXAMPLES": "False",
        "CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "CORE__EXECUTOR": "LocalExecutor",
        "CORE__PARALLELISM": "4",
        "CORE__DEFAULT_TIMEZONE": "Europe/London",
        "CORE__EXECUTION_API_SERVER_URL": f"{address(settings)}/execution/",
        "CORE__FERNET_KEY": _fernet_key(settings),
        "CORE__SIMPLE_AUTH_MANAGER_USERS": f"{ADMIN}:admin",
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(_passwords_file(settings)),
        "DATABASE__SQL_ALCHEMY_CONN": database,
        "DATABASE__SQL_ALCHEMY_CONN_ASYNC": database,
        "API__HOST": settings.airflow_host,
        "API__PORT": str(settings.airflow_port),
        "API__BASE_URL": address(settings),
        "API__WORKERS": "1",
        "API__SECRET_KEY": secrets.secret("airflow_pages.key", settings),
        "API_AUTH__JWT_SECRET": secrets.secret("airflow_tokens.key", settings, length=64),
        "DAG_PROCESSOR__REFRESH_INTERVAL": "10",
        "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "30",
        "SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
        "LOGGING__BASE_LOG_FOLDER": str(home(settings) / "logs"),
        "USAGE_DATA_COLLECTION__ENABLED": "False",
    }
    inherited = {name: value for name, value in os.environ.items() if name != "AIRFLOW_CONFIG"}
    return (
        inherited
        | {f"AIRFLOW__{name}": value for name, value in chosen.items()}
        | {
            "AIRFLOW_HOME": str(home(settings)),
            "PYTHONPATH": os.pathsep.join([str(settings.project), str(settings.project / "dags")]),
            # Tasks start dbt and others by name: those of this environment come first.
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
            "IRU_STATE": str(settings.state),
            "DO_NOT_TRACK": "1",
        }
    )


def _fernet_key(settings: Settings) -> str:
    raw = bytes.fromhex(secrets.secret("airflow_connections.key", settings, length=32))
    return base64.urlsafe_b64encode(raw).decode()


def _passwords_file(settings: Settings) -> Path:
    """The file from which Airflow's pages learn the administrator's password."""
    path = secrets.folder(settings) / "airflow_users.json"
    text = json.dumps({ADMIN: secrets.password("airflow_admin", settings)}) + "\n"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        secrets.write(path, text)
    return path
