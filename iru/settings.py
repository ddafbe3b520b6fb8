"""Where things are, and what this authority is called.

Settings come from the environment (`IRU_*`, listed in `.env.example`) and from
`config/authority.yml`. Nothing else in the package reads the environment.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from iru.errors import IruError

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """One authority's warehouse.

    project:        the clone: dbt project, expectations, templates and configuration lie under it.
    state:          every file a run makes: database, Airflow's own, reports, worklists, secrets.
    admin_url:      `DATABASE_URL` of a PostgreSQL server that is not ours; None for the embedded.
    postgres_user:  whom the embedded server runs as when we are root, which it refuses to run as.
    warehouse_database, case_database, airflow_database: database names on that server.
    airflow_host, airflow_port: where Airflow's pages are served: this machine only, by default.
    source:         "postgres" (the case system's database) or "csv" (a folder of files).
    source_url:     the case system's own URL; None for the sample county's database.
    source_folder:  the folder, when source is "csv".
    """

    project: Path = PROJECT
    state: Path = PROJECT / "var"
    admin_url: str | None = None
    postgres_user: str = "nobody"
    warehouse_database: str = "warehouse"
    case_database: str = "case_system"
    airflow_database: str = "airflow"
    airflow_host: str = "127.0.0.1"
    airflow_port: int = 8080
    source: str = "postgres"
    source_url: str | None = None
    source_folder: Path | None = None
    authority_file: Path = field(default=PROJECT / "config" / "authority.yml")

    @cached_property
    def authority(self) -> dict[str, Any]:
        """`config/authority.yml`: name, code, localities, targets, parameters."""
        return yaml.safe_load(self.authority_file.read_text(encoding="utf-8"))

    @property
    def reports(self) -> Path:
        """Rendered editions, one folder each."""
        return self.state / "reports"

    @property
    def worklists(self) -> Path:
        """Restricted worklists of recording gaps, one folder a night."""
        return self.state / "worklists"

    @property
    def logs(self) -> Path:
        """Logs of the steps and of the database server."""
        return self.state / "logs"

    def with_(self, **changes: Any) -> Settings:
        """A copy with some settings changed (used by tests)."""
        return replace(self, **changes)


def load_settings(environment: dict[str, str] | None = None) -> Settings:
    """Settings as the environment gives them.

    Raises IruError when IRU_SOURCE names a kind of source that does not exist, or is "csv"
    and no folder is given.
    """
    env = os.environ if environment is None else environment
    source = env.get("IRU_SOURCE", "postgres")
    folder = env.get("IRU_SOURCE_FOLDER")
    if source not in ("postgres", "csv"):
        raise IruError(
            f"There is no source of the kind {source!r}.",
            where="setting IRU_SOURCE",
            mend='Set it to "postgres" or "csv".',
        )
    if source == "csv" and not folder:
        raise IruError(
            "The case system is to be read from files, but no folder is named.",
            where="setting IRU_SOURCE_FOLDER",
            mend="Set it to the folder that holds one CSV file per contract table.",
        )
    return Settings(
        state=Path(env.get("IRU_STATE") or PROJECT / "var").expanduser().resolve(),
        admin_url=env.get("DATABASE_URL") or None,
        postgres_user=env.get("IRU_POSTGRES_USER") or "nobody",
        warehouse_database=env.get("IRU_WAREHOUSE_DATABASE", "warehouse"),
        case_database=env.get("IRU_CASE_DATABASE", "case_system"),
        airflow_database=env.get("IRU_AIRFLOW_DATABASE", "airflow"),
        airflow_host=env.get("IRU_AIRFLOW_HOST") or "127.0.0.1",
        airflow_port=_port(env.get("IRU_AIRFLOW_PORT", "8080")),
        source=source,
        source_url=env.get("IRU_SOURCE_URL") or None,
        source_folder=Path(folder).expanduser().resolve() if folder else None,
        authority_file=Path(env.get("IRU_AUTHORITY") or PROJECT / "config" / "authority.yml"),
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 1024 <= int(text) <= 65535:
        raise IruError(
            f"{text!r} is not a port.",
            where="setting IRU_AIRFLOW_PORT",
            mend="Set it to a number from 1024 to 65535.",
        )
    return int(text)


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return load_settings()
