"""Rendering a report: figures from the warehouse, frozen, then pages from what was frozen."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import psycopg

from iru import postgres
from iru.db import connect
from iru.errors import IruError
from iru.progress import progress
from iru.reporting import freeze
from iru.reporting.charts import Charts
from iru.reporting.code_version import commit, fingerprint
from iru.reporting.documents import NAMES, PDF_NEEDS, can_make_pdf, compose, pdf
from iru.reporting.editions import asked_period, folder, with_paths
from iru.reporting.figures import Figures
from iru.reporting.manifest import figures_csv, is_whole, manifest
from iru.reporting.model import Edition
from iru.reporting.outline import Outline, outline
from iru.reporting.sources import FrozenSource, WarehouseSource, published_build
from iru.reporting.when import Period, parse
from iru.settings import Settings
from iru.settings import settings as current_settings

RULE_SET = "internal-1: small numbers shown; halves rounded upwards; k, z and : (C16)"


def render(
    report_type: str,
    period_key: str,
    settings: Settings | None = None,
    audience: str = "restricted",
) -> Edition:
    """Make, or find again, the draft edition of a report for a period.

    The same build, code and period give the same edition, and nothing is done twice; new data
    or new code give the next version, and the older draft stays. Raises IruError for a period
    that is not complete in the data, and for any audience but "restricted".
    """
    chosen = settings or current_settings()
    refuse_other_audiences(audience)
    plan = outline(report_type)
    parse(period_key, plan.kind)
    postgres.ensure_running(chosen)
    with connect("pipeline", settings=chosen) as connection:
        freeze.ensure_schema(connection)
    with connect("pipeline", settings=chosen) as connection:
        # One view of the warehouse, though a new build be published meanwhile.
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        wanted, period = _wanted(connection, plan, period_key, audience, chosen)
        edition = freeze.same_edition(connection, wanted)
        created = edition is None
        if created:
            figures = _first_pass(connection, plan, period, wanted, chosen)
    if created:
        edition = _freeze(wanted, figures, chosen)
    place = folder(edition, chosen)
    lacks_pdf = not (place / NAMES.pdf).exists() and can_make_pdf()
    if created or lacks_pdf or not is_whole(place, NAMES.manifest):
        _second_pass(edition, plan, place, chosen)
    return with_paths(edition, chosen, created)


def refuse_other_audiences(audience: str) -> None:
    """Only the restricted edition exists. Raises IruError for another, saying why."""
    if audience == "public":
        raise IruError(
            "There is no public edition: disclosure control has not been proven yet, and small "
            "numbers in a report could point to a child.",
            where="audience public",
            mend="Render the restricted edition, and keep it to its named recipients.",
        )
    if audience != "restricted":
        raise IruError(
            f"There is no audience {audience!r}.",
            where="the audience of the report",
            mend="Ask for the restricted edition.",
        )


def _wanted(
    connection: psycopg.Connection,
    plan: Outline,
    period_key: str,
    audience: str,
    settings: Settings,
) -> tuple[Edition, Period]:
    """What the edition must be made from: the build, the code and the period."""
    build = published_build(connection)
    period = asked_period(connection, period_key, plan.kind, build)
    made_by, dirty = commit(settings.project)
    wanted = Edition(
        edition_id="",
        report_type=plan.folder,
        period_key=period_key,
        version=0,
        status="draft",
        audience=audience,
        data_as_at=build.data_as_at,
        known_at=build.known_at,
        build_id=build.build_id,
        source_system=build.source_system,
        code_commit=made_by,
        code_dirty=dirty,
        code_fingerprint=fingerprint(settings),
        rule_set=RULE_SET,
    )
    return wanted, period


def _first_pass(
    connection: psycopg.Connection,
    plan: Outline,
    period: Period,
    wanted: Edition,
    settings: Settings,
) -> Figures:
    """Every figure the pages ask of the warehouse, noted in `used`."""
    area = settings.authority["name"]
    figures = Figures(WarehouseSource(connection, area, period), area, period)
    compose(plan, figures, wanted, settings.authority, Charts(draw=False), "print")
    return figures


def _freeze(wanted: Edition, figures: Figures, settings: Settings) -> Edition:
    ids = sorted({figure.indicator_id for figure in figures.used.values()})
    indicators = [figures.indicator(indicator_id) for indicator_id in ids]
    with connect("pipeline", settings=settings) as connection:
        return freeze.freeze(connection, wanted, list(figures.used.values()), indicators)


def frozen_figures(edition: Edition, plan: Outline, settings: Settings) -> Figures:
    """An edition's figures, read as the role that can read nothing else.

    Raises IruError when they are not what was frozen.
    """
    with connect("report", settings=settings) as connection:
        figures, indicators = freeze.frozen(connection, edition.edition_id)
    if freeze.content_hash(figures, indicators) != edition.content_sha256:
        raise IruError(
            f"The figures of edition {edition.edition_id} are not those that were frozen.",
            where="schema figures of the warehouse",
            mend="Find out who changed them; restore the schema from a backup.",
        )
    source = FrozenSource({one.indicator_id: one for one in indicators}, figures)
    period: Period = parse(edition.period_key, plan.kind)
    return Figures(source, settings.authority["name"], period)


def _second_pass(edition: Edition, plan: Outline, place: Path, settings: Settings) -> None:
    """Write an edition's files from its frozen figures, all of them or none."""
    figures = frozen_figures(edition, plan, settings)
    count = Charts(draw=False)
    compose(plan, figures, edition, settings.authority, count, "print")
    ticks = progress(range(len(count.made)), f"{edition.name}: charts", len(count.made))
    charts = Charts(drawn=lambda: next(ticks, None))
    fresh = frozen_figures(edition, plan, settings)
    page = compose(plan, fresh, edition, settings.authority, charts, "screen")
    for _ in ticks:
        pass
    again = frozen_figures(edition, plan, settings)
    made = pdf(compose(plan, again, edition, settings.authority, charts, "print"))
    with connect("report", settings=settings) as connection:
        frozen, indicators = freeze.frozen(connection, edition.edition_id)
    files = {NAMES.html: page.encode("utf-8"), NAMES.csv: figures_csv(edition, frozen, indicators)}
    note = "made"
    if made is None:
        note = f"not made: Pango is missing (Debian packages {PDF_NEEDS})"
        print(f"{edition.name}: PDF {note}. The HTML is complete.", file=sys.stderr)
    else:
        files[NAMES.pdf] = made
    files[NAMES.manifest] = manifest(edition, files, note)
    _write(place, files)


def _write(place: Path, files: dict[str, bytes]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}-"))
    draft.chmod(0o750)
    for name, content in files.items():
        (draft / name).write_bytes(content)
    shutil.rmtree(place, ignore_errors=True)
    draft.replace(place)
