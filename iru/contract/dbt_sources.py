"""What dbt reads of the contract: sources, one-line staging models, and the code lists as a seed.

Whether a key is unique, a required field filled or a code known is checked by the expectations
at the raw border and nowhere else, so the staging models carry descriptions and no tests.
"""

from __future__ import annotations

import csv
import io
from typing import Any

import yaml

from iru.contract.model import Contract, Field, Table

MODELS = "dbt_project/models/staging"
SEED = "dbt_project/seeds/contract_codes.csv"
HEADER = "# Made from iru/contract by `iru contract sync`. Change the contract, not this file.\n"
SOURCES = {
    "raw": "Row versions of everything the case system supplied, apart from allegations.",
    "raw_lado": "Row versions of the LADO's records: another schema, other roles, another key.",
}


def dbt_files(contract: Contract) -> dict[str, str]:
    """Path in the project → content, for every file that dbt reads of the contract."""
    files = {f"{MODELS}/_contract.yml": contract_yml(contract), SEED: codes_csv(contract)}
    for table in contract.tables.values():
        files[f"{MODELS}/{table.staging}.sql"] = f"{{{{ stage('{table.name}') }}}}\n"
    return files


def contract_yml(contract: Contract) -> str:
    """Sources whose columns carry the contract as meta, models with descriptions, and the seed."""
    tables = list(contract.tables.values())
    content = {
        "version": 2,
        "sources": [
            {
                "name": schema,
                "schema": schema,
                "description": description,
                "tables": [_source(table) for table in tables if table.raw_schema == schema],
            }
            for schema, description in SOURCES.items()
        ],
        "models": [_model(contract, table) for table in tables],
        "seeds": [_seed()],
    }
    body = yaml.dump(
        content,
        Dumper=yaml.CSafeDumper,
        sort_keys=False,
        allow_unicode=True,
        width=110,
        default_flow_style=None,
    )
    return HEADER + body


def codes_csv(contract: Contract) -> str:
    """list_name, code, label, sort_order (1 is first), for every code of every list."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["list_name", "code", "label", "sort_order"])
    for name, code_list in sorted(contract.code_lists.items()):
        for order, (code, label) in enumerate(code_list.codes.items(), start=1):
            writer.writerow([name, code, label, order])
    return out.getvalue()


def _source(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "columns": [
            {"name": field.name, "config": {"meta": _meta(field)}} for field in table.fields
        ],
    }


def _meta(field: Field) -> dict[str, str]:
    """What the staging macro needs to know of a column."""
    meta = {"plain": field.plain, "type": field.type, "personal": field.personal}
    if field.person_kind:
        meta["person_kind"] = field.person_kind
    if field.codes:
        meta["codes"] = field.codes
    return meta


def _model(contract: Contract, table: Table) -> dict[str, Any]:
    return {
        "name": table.staging,
        "description": f"{table.title}: {table.grain}. From {table.name}. {table.note}".strip(),
        "columns": [
            {"name": field.plain, "description": _description(contract, field)}
            for field in table.fields
            if field.personal != "direct"
        ],
    }


def _description(contract: Contract, field: Field) -> str:
    parts = [field.meaning]
    if field.personal == "person_key":
        parts.append("Given as a pseudonym.")
    if field.unit:
        parts.append(f"In {field.unit}.")
    if field.codes and field.codes != "yes_no":
        parts.append(f"Code list: {contract.code_lists[field.codes].title.lower()}.")
    if field.empty_when:
        parts.append(f"Empty: {field.empty_when}.")
    return " ".join(parts)


def _seed() -> dict[str, Any]:
    # Types are said, or 01 would become 1 and NO false.
    types = {"list_name": "text", "code": "text", "label": "text", "sort_order": "integer"}
    return {
        "name": "contract_codes",
        "description": "Every code list of the contract, with labels in the order reports use.",
        "config": {"column_types": types},
    }
