"""Import templates: the contract as CSV header lines, for an authority without the SSD."""

from __future__ import annotations

import csv
from pathlib import Path

from iru.contract.dictionary import environment
from iru.contract.model import Contract
from iru.sources.csv_values import FORMS


def write_templates(contract: Contract, folder: Path) -> int:
    """Write one header-only CSV file per table and a README.md into `folder`; return how many.

    The extract reads such a folder when IRU_SOURCE is "csv" and IRU_SOURCE_FOLDER names it.
    A file that is there already is left as it is: it may hold an authority's data.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for table in contract.tables.values():
        path = folder / f"{table.name}.csv"
        if path.exists():
            continue
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow(table.columns)
        written += 1
    template = environment().get_template("import_readme.md.j2")
    text = template.render(contract=contract, forms=FORMS)
    (folder / "README.md").write_text(text, encoding="utf-8")
    return written
