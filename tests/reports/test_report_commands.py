"""`iru report`, as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys

import handmade
import pytest

from iru.db import connect


@pytest.fixture(scope="module")
def county(fresh_module):
    with connect("pipeline", settings=fresh_module) as connection:
        handmade.fill(connection)
    return fresh_module


def iru(settings, *words: str) -> subprocess.CompletedProcess:
    return python(settings, "-m", "iru", "report", *words)


def python(settings, *words: str) -> subprocess.CompletedProcess:
    environment = {
        **os.environ,
        "IRU_STATE": str(settings.state),
        "IRU_WAREHOUSE_DATABASE": settings.warehouse_database,
        "IRU_CASE_DATABASE": settings.case_database,
    }
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        env=environment,
        cwd=settings.project,
    )


def test_render_list_and_show(county):
    assert "There is no edition yet" in iru(county, "list").stdout
    made = iru(county, "render", "quarterly")
    assert "quarterly report 2016-17-Q4, draft 1: made." in made.stdout
    assert "charts: " in made.stderr
    assert "already there" in iru(county, "render", "quarterly", "2016-17-Q4").stdout
    name = "quarterly-2016-17-Q4-restricted-v1"
    assert name in iru(county, "list", "--type", "quarterly").stdout
    shown = iru(county, "show", name).stdout
    assert "Build:       b000001" in shown
    assert "report-draft.pdf" in shown


WITHOUT_PANGO = """
import cffi
load = cffi.FFI.dlopen
def refuse(self, name, *more):
    if name and "pango" in str(name):
        raise OSError(f"cannot load library {name}")
    return load(self, name, *more)
cffi.FFI.dlopen = refuse
import sys
sys.argv[0] = "iru"
from iru.cli import main
main()
"""


def test_without_pango_the_html_is_made_and_the_missing_package_named(county):
    words = ("report", "render", "quarterly", "2016-17-Q3")
    made = python(county, "-c", WITHOUT_PANGO, *words)
    assert made.returncode == 0, made.stderr
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in made.stderr
    assert "report-draft.html" in made.stdout
    assert "report-draft.pdf" not in made.stdout
    # Once Pango is there, the same edition gets its PDF.
    again = iru(county, "render", "quarterly", "2016-17-Q3")
    assert "already there" in again.stdout
    assert "report-draft.pdf" in again.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("render", "annual", "2030-31"), "not a complete year"),
        (("render", "annual", "--audience", "public"), "There is no public edition"),
        (("show", "annual-1999"), "There is no edition"),
    ],
)
def test_errors_are_plain_sentences(county, words, said):
    done = iru(county, *words)
    assert done.returncode == 1
    assert said in done.stderr
    assert "mend:" in done.stderr
    assert "Traceback" not in done.stderr
