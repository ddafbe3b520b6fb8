"""What dbt is told from outside: the connection, the moment, the folders. No file holds them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from iru import db
from iru.ops import Build
from iru.settings import Settings

# Every build is made in schemas of this prefix and gets its own name when it is done: were the
# prefix another each night, dbt would have to parse the whole project anew each night.
BUILDING = "building"
LAYERS = ("staging", "intermediate", "mart", "lado", "indicators")
THREADS = 4


def project(settings: Settings) -> Path:
    """The dbt project."""
    return settings.project / "dbt_project"


def target(settings: Settings) -> Path:
    """dbt's artefacts: what it parsed, what it compiled and run_results.json."""
    return settings.state / "dbt" / "target"


def log_file(settings: Settings) -> Path:
    """dbt's own log of the latest runs."""
    return settings.logs / "dbt" / "dbt.log"


def environment(settings: Settings, build: Build | None = None) -> dict[str, str]:
    """The environment of a dbt process; it holds the pipeline's password.

    Without a build dbt sees the newest row versions, as for documentation or an analyst's trial.
    """
    server = conninfo_to_dict(db.url("pipeline", settings=settings))
    told = {
        "IRU_DBT_HOST": server["host"],
        "IRU_DBT_PORT": str(server.get("port", 5432)),
        "IRU_DBT_USER": server["user"],
        "IRU_DBT_SSLMODE": str(server.get("sslmode", "prefer")),
        "DBT_ENV_SECRET_PASSWORD": server["password"],
        "IRU_DBT_DATABASE": server["dbname"],
        "IRU_DBT_SCHEMA": BUILDING,
        "IRU_DBT_THREADS": str(THREADS),
        "DBT_PROJECT_DIR": str(project(settings)),
        "DBT_PROFILES_DIR": str(project(settings)),
        "DBT_TARGET_PATH": str(target(settings)),
        "DBT_LOG_PATH": str(log_file(settings).parent),
        "DO_NOT_TRACK": "1",
    }
    if build is not None:
        told["IRU_KNOWN_AT"] = build.known_at.isoformat()
        told["IRU_LOAD_ID"] = str(build.load_id)
        told["IRU_BUILD_SCHEMA"] = build.schema_prefix
    return {**os.environ, **told}


def command(settings: Settings, *arguments: str) -> list[str]:
    """A dbt command line. Its variables are the authority's and change as seldom as it does."""
    variables = {
        "authority_ons_code": settings.authority["ons_code"],
        "caseload_ceiling": settings.authority["caseload_ceiling"],
    }
    starter = "import sys; from dbt.cli.main import cli; sys.argv[0] = 'dbt'; cli()"
    return [sys.executable, "-c", starter, *arguments, "--vars", json.dumps(variables)]
