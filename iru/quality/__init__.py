"""Checks at both borders, the ledger of recording gaps, and the worklists made from it (D4).

The nightly run calls the three functions below; everything else is behind them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from iru.settings import Settings
from iru.settings import settings as current_settings

if TYPE_CHECKING:
    from iru.quality.launch import Report


def check_raw(load_id: int, settings: Settings | None = None) -> Report:
    """Check what a load brought. A structural fault raises IruError; recording gaps do not."""
    from iru.quality.launch import run_border

    return run_border("raw", load_id, settings or current_settings())


def check_warehouse(build_id: int, settings: Settings | None = None) -> Report:
    """Check what a build made, before it is published. Raises IruError like `check_raw`; the
    build is then marked as failed, else as audited."""
    from iru import ops
    from iru.db import connect
    from iru.errors import IruError
    from iru.quality.launch import run_border

    chosen = settings or current_settings()
    try:
        report = run_border("warehouse", build_id, chosen)
    except IruError:
        with connect("pipeline", settings=chosen) as warehouse:
            ops.close_build(warehouse, build_id, "failed")
        raise
    with connect("pipeline", settings=chosen) as warehouse:
        # A build that is published already and is only checked again stays what it is.
        if ops.build(warehouse, build_id).status == "built":
            ops.close_build(warehouse, build_id, "audited")
    return report


def write_worklists(build_id: int, settings: Settings | None = None) -> Path:
    """Write the restricted worklists of the gaps open now; returns their folder."""
    from iru.quality.worklists import write

    return write(build_id, settings or current_settings())
