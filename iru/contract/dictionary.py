"""The data dictionary: one page, in Markdown and in HTML, made from the contract."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from iru.contract import FOLDER
from iru.contract.model import Contract, Field, Table

MARKDOWN = "docs/data_dictionary.md"
HTML = "docs/data_dictionary.html"

ZONES = {
    "children": "children: children, families and staff",
    "lado": "allegations: a schema, roles and pseudonym key of their own",
    "reference": "reference: the service itself, no child",
}

# Personal-data class → (short name, what becomes of such a field).
PERSONAL = {
    "none": ("Not personal", "Tells nothing about a person by itself."),
    "record_key": ("Record number", "Joins records; identifies nobody outside the case system."),
    "person_key": ("Person's number", "Replaced by a pseudonym in every layer after raw."),
    "direct": ("Identifying", "Names, addresses, free text. Never leaves raw."),
    "date_of_birth": ("Date of birth", "Used to work out ages; published as month and age only."),
    "sensitive": (
        "Sensitive",
        "Special category data and the like. Reports show it as counts only.",
    ),
}


def dictionary_markdown(contract: Contract) -> str:
    """The dictionary as Markdown."""
    return _render(contract, "dictionary.md.j2")


def dictionary_html(contract: Contract) -> str:
    """The dictionary as one HTML file that needs no other file."""
    return _render(contract, "dictionary.html.j2")


def environment() -> Environment:
    """The templates of this package; values are escaped in HTML, and none may be undefined."""
    return Environment(
        loader=FileSystemLoader(FOLDER / "pages"),
        autoescape=lambda name: name is not None and ".html" in name,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def tables_by_subject(contract: Contract) -> dict[str, list[Table]]:
    """Subject → its tables, both in the order of entities.yml; the standard's tables first."""
    subjects: dict[str, list[Table]] = {}
    for entity in contract.entities.values():
        own = [table for table in contract.tables.values() if table.entity == entity.name]
        own.sort(key=lambda table: table.name.startswith("iru_"))
        subjects.setdefault(entity.subject, []).extend(own)
    return subjects


def referring_tables(contract: Contract) -> dict[str, list[Table]]:
    """Table → the tables that refer to it, itself among them if it does."""
    incoming: dict[str, list[Table]] = {name: [] for name in contract.tables}
    for table in contract.tables.values():
        parents = {f.references.partition(".")[0] for f in table.fields if f.references}
        for parent in parents:
            incoming[parent].append(table)
    return incoming


def fields_by_list(contract: Contract) -> Mapping[str, list[tuple[Table, Field]]]:
    """Code list → the fields whose values come from it."""
    used: dict[str, list[tuple[Table, Field]]] = {name: [] for name in contract.code_lists}
    for table in contract.tables.values():
        for field in table.fields:
            if field.codes:
                used[field.codes].append((table, field))
    return used


def _render(contract: Contract, template: str) -> str:
    return (
        environment()
        .get_template(template)
        .render(
            contract=contract,
            subjects=tables_by_subject(contract),
            incoming=referring_tables(contract),
            used_by=fields_by_list(contract),
            zones=ZONES,
            personal=PERSONAL,
            missing=[e for e in contract.entities.values() if e.not_supplied],
            fields_total=sum(len(table.fields) for table in contract.tables.values()),
        )
    )
