"""The rows of the case system, table by table, and the keys that name them."""

from __future__ import annotations

from collections import Counter
from typing import Any

Row = dict[str, Any]


class Records:
    """Rows by contract table. A row holds the fields that are filled; the others stay empty."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}
        self.last_key: Counter[str] = Counter()

    def add(self, table: str, **fields: Any) -> Row:
        """Keep a row and return it, so that what follows from it may still be written into it."""
        self.rows.setdefault(table, []).append(fields)
        return fields

    def key(self, kind: str) -> str:
        """The next key of a kind: "EP" → EP0000001. Keys of one kind count apart from others."""
        self.last_key[kind] += 1
        return f"{kind}{self.last_key[kind]:07d}"

    def table(self, name: str) -> list[Row]:
        """The rows of one table, none when it is empty."""
        return self.rows.get(name, [])

    def count(self) -> int:
        """All rows of all tables."""
        return sum(len(rows) for rows in self.rows.values())
