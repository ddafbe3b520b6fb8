"""Figures, words, charts and documents: everything between the indicators and a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from iru.reporting.editions import available, latest, list_editions
    from iru.reporting.model import Edition
    from iru.reporting.rendering import render

__all__ = ["Edition", "available", "latest", "list_editions", "render"]

HOMES = {
    "render": "iru.reporting.rendering",
    "available": "iru.reporting.editions",
    "list_editions": "iru.reporting.editions",
    "latest": "iru.reporting.editions",
    "Edition": "iru.reporting.model",
}


def __getattr__(name: str) -> Any:
    """Import on first use: matplotlib must not be loaded by whoever only lists editions."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(HOMES[name]), name)
