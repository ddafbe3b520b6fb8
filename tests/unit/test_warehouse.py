"""The code fingerprint: it moves with the sources, and with nothing else."""

from __future__ import annotations

import pytest

from iru.fingerprint import code_fingerprint
from iru.settings import Settings


@pytest.fixture
def project(tmp_path):
    """A project with one model, one contract table and its configuration."""
    for name in ("dbt_project/models/a.sql", "iru/contract/tables/t.yml", "config/authority.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("first")
    return Settings(project=tmp_path, authority_file=tmp_path / "config" / "authority.yml")


def test_the_fingerprint_stays_while_the_sources_do(project):
    before = code_fingerprint(project)
    for name in ("dbt_project/target/run/a.sql", "dbt_project/logs/dbt.log", "var/x", "README.md"):
        path = project.project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("anything")
    assert code_fingerprint(project) == before
    assert len(before) == 32


@pytest.mark.parametrize(
    "name",
    [
        "dbt_project/models/a.sql",
        "iru/contract/tables/t.yml",
        "config/authority.yml",
        "expectations/new.py",
    ],
)
def test_the_fingerprint_moves_with_every_source(project, name):
    before = code_fingerprint(project)
    path = project.project / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("second")
    assert code_fingerprint(project) != before


def test_an_authority_file_elsewhere_counts_too(project, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "authority.yml"
    elsewhere.write_text("first")
    settings = project.with_(authority_file=elsewhere)
    before = code_fingerprint(settings)
    elsewhere.write_text("second")
    assert code_fingerprint(settings) != before
