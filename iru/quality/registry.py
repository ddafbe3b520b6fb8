"""Which checks there are, and which there must be.

A check that vanishes would look like a county that mended every gap of its kind overnight. So
`expectations/index.yml` names the checks that must exist; code and index are compared each time
checks are read, and a test compares them as well.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import yaml

from iru.contract import load_contract
from iru.errors import IruError
from iru.quality.check import Check, Gap, Structural

BORDERS = ("raw", "warehouse")
INDEX = Path("expectations") / "index.yml"


def suites(border: str) -> dict[str, list[Check]]:
    """The written checks of one border: module name → its checks, in order."""
    package = importlib.import_module(f"expectations.{border}")
    found = {}
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        content = importlib.import_module(f"{package.__name__}.{module.name}")
        if hasattr(content, "CHECKS"):
            found[module.name] = list(content.CHECKS)
    return found


def all_checks(border: str) -> list[Check]:
    """Every written check of one border."""
    return [check for suite in suites(border).values() for check in suite]


def contract_checks() -> list[Structural]:
    """Every structural check that the contract itself makes."""
    from expectations.raw import contract as from_contract

    contract = load_contract()
    made = list(from_contract.columns(contract))
    for table in contract.tables.values():
        made += from_contract.rules(table, contract)
    return made


def gaps() -> dict[str, Gap]:
    """Recording-gap checks of both borders by their number."""
    found = [check for border in BORDERS for check in all_checks(border)]
    return {check.id: check for check in found if isinstance(check, Gap)}


def index(project: Path) -> dict[str, list[str]]:
    """Border → ids of the written checks that must exist."""
    content = yaml.safe_load((project / INDEX).read_text(encoding="utf-8"))
    return {border: list(content[border]) for border in BORDERS}


def require_index(border: str, found: Iterable[str], must: Mapping[str, list[str]]) -> None:
    """IruError when the checks found are not exactly those the index names, each once."""
    named = list(found)
    twice = sorted({name for name in named if named.count(name) > 1})
    missing = sorted(set(must[border]) - set(named))
    unknown = sorted(set(named) - set(must[border]))
    if not (twice or missing or unknown):
        return
    parts = [("missing", missing), ("not in the index", unknown), ("there twice", twice)]
    raise IruError(
        f"The checks of the {border} border are not those that must exist: "
        + "; ".join(f"{label}: {', '.join(names)}" for label, names in parts if names)
        + ".",
        where=str(INDEX),
        mend="Bring the check back, or take it out of the index on purpose: its open gaps then "
        "stay in the ledger, neither seen nor mended.",
    )
