"""Passwords and pseudonym keys: made once, kept in files that only their owner can read.

They lie in `<state>/secrets/`. Whoever holds a pseudonym key can find a child again from a
pseudonym, so the folder belongs in no backup that analysts can read; whoever loses it can
never again load into the same raw history. Keep one copy apart, under the same care as the
case system's own backups.
"""

from __future__ import annotations

import os
import secrets as random
import tempfile
from pathlib import Path

from iru.errors import IruError
from iru.settings import Settings
from iru.settings import settings as current_settings

ZONES = ("children", "lado")  # two keys, so that the two worlds cannot be joined (D9)


def folder(settings: Settings | None = None) -> Path:
    """The folder of the secrets, made with mode 0700 if it is not there."""
    place = (settings or current_settings()).state / "secrets"
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o700)
    return place


def secret(name: str, settings: Settings | None = None, length: int = 24) -> str:
    """The secret of that name: `length` random bytes as text, made on first asking.

    Two that ask at once get the same one: the loser of the race reads the winner's.
    """
    path = folder(settings) / name
    if not path.exists():
        draft = _draft(path, random.token_hex(length) + "\n")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    text = path.read_text(encoding="ascii").strip()
    if not text:
        raise IruError(
            "A secret is empty.",
            where=str(path),
            mend="Bring it back from your copy; for a password, remove the file and provision.",
        )
    return text


def write(path: Path, text: str) -> None:
    """Write a file that nobody but its owner may read, whole or not at all."""
    _draft(path, text).replace(path)


def _draft(path: Path, text: str) -> Path:
    """A file of our own beside `path`, with mode 0600 from its first moment."""
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)


def password(role: str, settings: Settings | None = None) -> str:
    """The password of a database role, named without its `iru_` prefix (see iru.db.ROLES)."""
    return secret(f"{role}.password", settings)


def pseudonym_key(zone: str, settings: Settings | None = None) -> bytes:
    """The 32-byte HMAC key of one zone: "children" or "lado". It never enters the database."""
    if zone not in ZONES:
        raise ValueError(f"no pseudonym key for the zone {zone!r}")
    return bytes.fromhex(secret(f"pseudonyms_{zone}.key", settings, length=32))
