"""What an edition consists of: a manifest beside its files, and every figure as CSV."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

from iru.reporting.freeze import FIGURE_COLUMNS, figure_row
from iru.reporting.model import Edition, Figure, Indicator


def figures_csv(edition: Edition, figures: list[Figure], indicators: list[Indicator]) -> bytes:
    """Every figure of an edition, a row each, with what it was counted from and by which build."""
    titles = {indicator.indicator_id: indicator for indicator in indicators}
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["edition_id", "build_id", "indicator_title", "unit", *FIGURE_COLUMNS])
    for figure in figures:
        indicator = titles[figure.indicator_id]
        row = figure_row(figure)
        row["derived_from"] = " ".join(row["derived_from"])
        for name in ("value", "numerator", "denominator", "completeness"):
            row[name] = "" if row[name] is None else format(row[name].normalize(), "f")
        first = [edition.edition_id, edition.build_id, indicator.title, indicator.unit]
        out.writerow([*first, *row.values()])
    return text.getvalue().encode("utf-8")


def manifest(edition: Edition, files: dict[str, bytes], pdf_note: str) -> bytes:
    """The facts about an edition for machines: figures and files each with their SHA-256."""
    facts: dict[str, Any] = {
        "edition": {
            name: getattr(edition, name)
            for name in (
                "edition_id", "report_type", "period_key", "version", "status", "audience",
                "data_as_at", "known_at", "source_system", "build_id", "rule_set",
            )
        },
        "code": {
            "commit": edition.code_commit,
            "has_uncommitted_changes": edition.code_dirty,
            "fingerprint": edition.code_fingerprint,
        },
        "figures": {"count": edition.figure_count, "sha256": edition.content_sha256},
        "pdf": pdf_note,
        "files": {
            name: {"bytes": len(content), "sha256": sha256(content)}
            for name, content in files.items()
        },
    }  # fmt: skip
    return (json.dumps(facts, indent=2, default=str) + "\n").encode("utf-8")


def sha256(content: bytes) -> str:
    """SHA-256 as hexadecimal text."""
    return hashlib.sha256(content).hexdigest()


def is_whole(folder: Path, manifest_name: str) -> bool:
    """Whether every file its manifest names lies in the folder, unchanged."""
    try:
        facts = json.loads((folder / manifest_name).read_text(encoding="utf-8"))
        return all(
            sha256((folder / name).read_bytes()) == known["sha256"]
            for name, known in facts["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False
