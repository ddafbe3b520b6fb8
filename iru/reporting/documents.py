"""Pages from templates: one set of templates, twice: for the screen and for the PDF."""

from __future__ import annotations

import importlib
import logging
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from iru.reporting import format as fmt
from iru.reporting import rag
from iru.reporting.charts import Charts
from iru.reporting.figures import Figures
from iru.reporting.model import Edition
from iru.reporting.narrative_runs import Say
from iru.reporting.outline import TEMPLATES, Outline, annexes
from iru.reporting.used import Used

AUDIENCE_MARKS = {"restricted": "OFFICIAL-SENSITIVE: restricted, internal"}
NAMES = SimpleNamespace(
    html="report-draft.html",
    pdf="report-draft.pdf",
    csv="figures.csv",
    manifest="manifest.json",
)
PDF_NEEDS = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates escape what they print, and a name they do not know is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def compose(
    plan: Outline,
    figures: Figures,
    edition: Edition,
    authority: dict[str, Any],
    charts: Charts,
    medium: str,
) -> str:
    """The report as one HTML page; medium is "screen" or "print"."""
    parts, coming = plan.shown(figures.has, figures.period.quarter)
    present = {section.id: section for part in parts for section in part.sections}
    available = [one["id"] for one in plan.headlines if figures.has(one["id"])]
    styles = {
        name: Markup((TEMPLATES / "styles" / f"{name}.css").read_text(encoding="utf-8"))
        for name in ("common", "screen", "paper", "pdf")
    }
    return (
        environment()
        .get_template("base.html.j2")
        .render(
            outline=plan,
            parts=[*parts, *annexes()],
            coming=coming,
            present=present,
            available=available,
            f=figures,
            used=Used(figures),
            say=Say(figures),
            charts=charts,
            rag=rag,
            fmt=fmt,
            now=figures.period,
            edition=edition,
            authority=authority,
            audience_mark=AUDIENCE_MARKS[edition.audience],
            medium=medium,
            styles=styles,
            names=NAMES,
        )
    )


def can_make_pdf() -> bool:
    """Whether this system has what the PDF needs (Pango)."""
    try:
        importlib.import_module("weasyprint")
    except OSError:
        return False
    return True


def pdf(page: str) -> bytes | None:
    """The page as PDF/UA-1, or None where the system lacks Pango.

    The same page gives the same bytes.
    """
    if not can_make_pdf():
        return None
    weasyprint = importlib.import_module("weasyprint")
    # WeasyPrint warns of every screen-only property it does not need.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fonts = weasyprint.text.fonts.FontConfiguration()
    document = weasyprint.HTML(string=page, base_url=str(TEMPLATES / "styles"))
    return document.write_pdf(font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True)
