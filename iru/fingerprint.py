"""A fingerprint of the code that makes a build, so that an unchanged night can be passed over."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from iru.settings import Settings
from iru.settings import settings as current_settings

SOURCES = ("dbt_project", "iru/contract", "iru/quality", "expectations", "config")
# What programs leave behind beside the sources.
LEFT_BEHIND = {"target", "logs", "dbt_packages", "__pycache__", ".user.yml"}


def code_fingerprint(settings: Settings | None = None) -> str:
    """32 hexadecimal digits, others whenever a model, the contract, an expectation or the
    authority's configuration is."""
    chosen = settings or current_settings()
    digest = blake2b(digest_size=16)
    files = [path for name in SOURCES for path in _files(chosen.project / name, chosen.project)]
    if not chosen.authority_file.is_relative_to(chosen.project / "config"):
        files.append(chosen.authority_file)
    for path in files:
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path, project: Path) -> list[Path]:
    """Every source file below, in a fixed order whatever the file system."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not LEFT_BEHIND & set(path.relative_to(project).parts)
    )
