"""`iru contract`: check the contract, and make what is made from it."""

from __future__ import annotations

from pathlib import Path

import click

from iru.contract import load_contract
from iru.errors import IruError
from iru.settings import settings


@click.group()
def commands() -> None:
    """What a case system must supply: dictionary, templates, generated files."""


@commands.command()
def check() -> None:
    """Is the contract sound, and is every file made from it current?"""
    from iru.contract.generated import out_of_date

    contract = load_contract()
    stale = out_of_date(contract, settings().project)
    if stale:
        raise IruError(
            f"{len(stale)} file(s) made from the contract are out of date:\n  "
            + "\n  ".join(stale),
            mend="Run `iru contract sync` and commit what it wrote.",
        )
    click.echo(_size())


@commands.command()
def sync() -> None:
    """Write the files made from the contract: dbt sources, staging models, codes, dictionary."""
    from iru.contract.generated import sync as write

    changed = write(load_contract(), settings().project)
    for path in changed:
        click.echo(path)
    click.echo(f"{_size()} {len(changed)} file(s) changed.")


@commands.command()
@click.option(
    "--to",
    "path",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A .md or .html file; without it, Markdown is printed.",
)
def dictionary(path: Path | None) -> None:
    """The data dictionary, in Markdown or HTML."""
    from iru.contract.dictionary import dictionary_html, dictionary_markdown

    if path is None:
        click.echo(dictionary_markdown(load_contract()), nl=False)
        return
    makers = {".md": dictionary_markdown, ".html": dictionary_html}
    if path.suffix not in makers:
        raise IruError(
            "The dictionary is made as Markdown or as HTML.",
            where=path.name,
            mend="Name a file that ends in .md or .html.",
        )
    path.write_text(makers[path.suffix](load_contract()), encoding="utf-8")
    click.echo(f"The data dictionary is in {path}.")


@commands.command()
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the files; files that are there already are kept.",
)
def templates(folder: Path) -> None:
    """CSV files with headings only, for an authority without the SSD."""
    from iru.contract.templates import write_templates

    written = write_templates(load_contract(), folder)
    click.echo(f"{written} file(s) with their heading, and a README.md, are in {folder}.")


def _size() -> str:
    contract = load_contract()
    fields = sum(len(table.fields) for table in contract.tables.values())
    lists = len(contract.code_lists)
    return f"The contract is sound: {len(contract.tables)} tables, {fields} fields, {lists} lists."
