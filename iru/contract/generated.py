"""The files that are made from the contract and committed: are they current, and make them so."""

from __future__ import annotations

from pathlib import Path

from iru.contract.dbt_sources import MODELS, dbt_files
from iru.contract.dictionary import HTML, MARKDOWN, dictionary_html, dictionary_markdown
from iru.contract.model import Contract


def generated_files(contract: Contract) -> dict[str, str]:
    """Path in the project → content, for every file made from the contract."""
    return {
        **dbt_files(contract),
        MARKDOWN: dictionary_markdown(contract),
        HTML: dictionary_html(contract),
    }


def out_of_date(contract: Contract, project: Path) -> list[str]:
    """Generated files of `project` that differ from the contract, are missing or are left over."""
    files = generated_files(contract)
    wrong = [path for path, content in files.items() if _text(project / path) != content]
    return sorted([*wrong, *_left_over(files, project)])


def sync(contract: Contract, project: Path) -> list[str]:
    """Write what differs, delete staging models of tables that are gone; return what was done."""
    files = generated_files(contract)
    changed = out_of_date(contract, project)
    for path in changed:
        if path in files:
            (project / path).parent.mkdir(parents=True, exist_ok=True)
            (project / path).write_text(files[path], encoding="utf-8")
        else:
            (project / path).unlink()
    return changed


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def _left_over(files: dict[str, str], project: Path) -> list[str]:
    found = (f"{MODELS}/{path.name}" for path in (project / MODELS).glob("stg_*.sql"))
    return [path for path in found if path not in files]
