"""Who may see record keys, and files that only their owner can read."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import psycopg
from psycopg import sql

from iru.db import ROLES, connect
from iru.errors import IruError
from iru.settings import Settings

# The layer a fact lies in → the role that may see which records it is made of (D9).
READERS = {"mart": "manager", "lado": "lado"}
NOTE = (
    "Restricted: record keys of the case system, and pseudonyms. For finding and mending records; "
    "not to be sent on or published."
)


def require_reader(layer: str, fact: str, role: str, settings: Settings) -> None:
    """Raise IruError unless `role` is the one for that layer and can in fact read the fact.

    Raw itself is read by the pipeline alone; whoever asks must also hold the password of a role
    that may read the published fact.
    """
    needed = READERS[layer]
    if role != needed:
        about = "allegations (LADO)" if layer == "lado" else "children's records"
        raise IruError(
            f"This figure is made from {about}, which the role {role} may not see.",
            where=f"{layer}.{fact}",
            mend=f"If you may, say so: --as {needed}.",
        )
    with connect(role, settings=settings) as reader:
        try:
            reader.execute(sql.SQL("select from {} limit 0").format(sql.Identifier(layer, fact)))
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.UndefinedTable):
            raise IruError(
                f"{ROLES[role]} cannot read {layer}.{fact}.",
                where="the published views",
                mend="Publish a build that has it, then run `iru database provision`.",
            ) from None


def write_csv(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write rows to a new file of mode 0600; returns how many. A file there is replaced."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise IruError(
            f"The file cannot be written: {error.strerror}.",
            where=str(path),
            mend="Name a file in a folder that is there and that you may write to.",
        ) from None
    count = 0
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(heading)
            for row in rows:
                writer.writerow(["" if value is None else value for value in row])
                count += 1
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return count
