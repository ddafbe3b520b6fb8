"""Which code made a report: the commit for a person, a fingerprint for the machine."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from iru.reporting.outline import TEMPLATES
from iru.settings import Settings


def commit(project: Path) -> tuple[str, bool]:
    """The commit of the clone, and whether files have changed since; ("unknown", True) outside."""

    def git(*words: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(project), *words], capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    try:
        return git("rev-parse", "HEAD"), bool(git("status", "--porcelain"))
    except (OSError, subprocess.CalledProcessError):
        return "unknown", True


def fingerprint(settings: Settings) -> str:
    """SHA-256 over everything besides the figures that decides what a report says."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    files += sorted(path for path in TEMPLATES.rglob("*") if path.is_file())
    digest = hashlib.sha256(settings.authority_file.read_bytes())
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
