"""A small `indicators` schema made by hand, in the shape the warehouse publishes.

Counts follow simple rules so that a test can work any of them out: see `stock` and `flow`.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg

from iru.reporting.when import Period

DATA_AS_AT = date(2017, 5, 14)
KNOWN_AT = datetime(2017, 5, 15, 2, 0, tzinfo=ZoneInfo("Europe/London"))
YEAR = Period(date(2017, 3, 31), "year")
POPULATION = 142159  # aged 0 to 17, mid-2016
POPULATION_SOURCE = "ONS, by hand, mid-2016: as first published"

DDL = """
create schema if not exists indicators;
create table indicators.dim_build (build_schema text, load_id bigint, source_system text,
  known_at timestamptz, data_as_at date);
create table indicators.dim_indicators (indicator_id text, title text, subject text, kind text,
  unit text, decimals integer, polarity text, target numeric, target_text text, audience text,
  definition text, official_basis text, definition_version integer, numerator_label text,
  denominator_label text, timing text);
create table indicators.dim_indicator_members (breakdown text, member text, label text,
  sort_order integer);
create table indicators.fct_indicator_results (indicator_id text, period_type text,
  period_key text, period_start date, period_end date, breakdown text, member text,
  numerator numeric, denominator numeric, value numeric, excluded integer,
  completeness_pct numeric, definition_version integer, data_as_at date, known_at timestamptz,
  denominator_source text);
create table indicators.fct_comparators (indicator_id text, area text, period_type text,
  period_key text, breakdown text, member text, numerator numeric, denominator numeric,
  value numeric, vintage text, source text, decimals integer);
"""

HERE = Path(__file__).parent
INDICATORS = list(csv.DictReader((HERE / "handmade_indicators.csv").open()))
MEMBERS: dict[str, list[tuple[str, str]]] = {}
for row in csv.DictReader((HERE / "handmade_members.csv").open()):
    MEMBERS.setdefault(row["breakdown"], []).append((row["member"], row["label"]))

# indicator → breakdown and the shares its members take of the whole
SPLITS = {
    "lac_legal_status_pct": ("legal_status_group", (0.66, 0.08, 0.258, 0.002)),
    "lac_age_pct": ("age_band", (0.04, 0.10, 0.17, 0.44, 0.25)),
    "lac_sex_pct": ("sex", (0.6, 0.4)),
    "lac_ethnicity_pct": ("ethnic_group", (0.92, 0.04, 0.02, 0.02)),
    "lac_ceased_reason_pct": ("ceased_reason_group", (0.4, 0.15, 0.45, 0)),
    "cp_category_pct": ("category", (0.75, 0.18, 0.055, 0.015)),
    "cp_duration_open_band": ("duration_band", (0.4, 0.35, 0.25)),
    "lado_front_door_outcome_pct": ("front_door_outcome", (0.5, 0.3, 0.2)),
    "lac_prereview_result_pct": ("consultation_result", (0.4, 0.1, 0.05, 0.45)),
    "lac_midpoint_check_result_pct": ("midpoint_check_result", (0.45, 0.1, 0.45)),
    "lac_permanence_2nd_review_type_pct": ("permanence_plan_type", (0.5, 0.3, 0.2)),
}
STOCKS = {"lac_count": (682, 5), "cp_count": (442, 30)}
FLOWS = {
    "lac_started_count": 25, "lac_ceased_count": 29, "lac_escalation_count": 6,
    "cp_started_count": 43, "cp_ended_count": 65, "cp_icpc_count": 52, "lado_referral_count": 49,
}  # fmt: skip
# indicator → numerator and denominator in a month
RATIOS = {
    "lac_review_on_time_pct": (150, 158), "lac_participation_review_pct": (118, 140),
    "lac_prereview_consult_pct": (70, 140), "lac_parent_consulted_pct": (95, 142),
    "lac_midpoint_check_pct": (60, 118), "lac_permanence_2nd_review_pct": (20, 26),
    "cp_icpc_15wd_pct": (44, 52), "cp_repeat_ever_pct": (10, 43), "lado_mas_5wd_pct": (9, 10),
    "lac_escalation_days_mean": (172, 6), "iru_caseload_mean_iro": (682, 9.8),
    "iru_caseload_mean_isro": (442, 6.6),
}  # fmt: skip


def periods() -> list[Period]:
    """The periods with results, oldest first."""
    quarter = Period(YEAR.end, "quarter")
    return [*YEAR.run(6), *quarter.run(9), *Period(YEAR.end, "month").run(25)]


def months_back(period: Period) -> int:
    """How many months before March 2017 a period ends."""
    return (YEAR.end.year - period.end.year) * 12 + YEAR.end.month - period.end.month


def stock(indicator_id: str, period: Period) -> int:
    """The value of March 2017, and a little more for each month before."""
    latest, slope = STOCKS[indicator_id]
    return latest + slope * months_back(period) // 12


def flow(indicator_id: str, period: Period) -> int:
    """So many a month, one more in every third month."""
    return sum(FLOWS[indicator_id] + (month.end.month % 3 == 0) for month in period.months)


def fill(connection: psycopg.Connection, skip: tuple[str, ...] = ()) -> None:
    """Make the schema; `skip` leaves indicators out, as if they were not built yet."""
    connection.execute(DDL)
    connection.execute(
        "insert into indicators.dim_build values ('b000001', 1, 'By hand', %s, %s)",
        (KNOWN_AT, DATA_AS_AT),
    )
    chosen = [row for row in INDICATORS if row["indicator_id"] not in skip]
    with connection.cursor() as cursor:
        cursor.executemany(
            """insert into indicators.dim_indicators values
               (%(indicator_id)s, %(title)s, %(subject)s, %(kind)s, %(unit)s, %(decimals)s,
                %(polarity)s, nullif(%(target)s, '')::numeric, nullif(%(target)s, ''), 'internal',
                %(title)s || ': made by hand for tests.', 'Worked by hand', 1, 'those counted',
                case when %(kind)s not in ('count', 'sum') then 'everybody' end, %(timing)s)""",
            chosen,
        )
        cursor.executemany(
            "insert into indicators.dim_indicator_members values (%s, %s, %s, %s)",
            [
                (breakdown, member, label, place)
                for breakdown, members in MEMBERS.items()
                for place, (member, label) in enumerate(members, start=1)
            ],
        )
        for row in chosen:
            cursor.executemany(
                """insert into indicators.fct_indicator_results values
                   (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 1, %s, %s)""",
                list(results(row["indicator_id"], row["kind"])),
            )
        cursor.executemany(
            """insert into indicators.fct_comparators values
               (%s, %s, 'year', %s, 'all', 'all', null, null, %s, '2024', 'DfE, made by hand',
                %s)""",
            [
                (indicator_id, area, year.key, value + place, -value.as_tuple().exponent)
                for indicator_id, area, value in COMPARATORS
                for place, year in enumerate(YEAR.back().run(4))
                if indicator_id not in skip
            ],
        )
        # A split of another area, and what our own rates divide by.
        connection.execute(
            """insert into indicators.fct_comparators values
               ('lac_sex_pct', 'England', 'year', '2015-16', 'sex', 'M', 39670, 70440,
                100 * 39670 / 70440.0, '2016', 'DfE, made by hand', null)"""
        )
        connection.execute(
            """update indicators.fct_indicator_results set denominator_source = %s
               where indicator_id in ('lac_rate_10k', 'cp_rate_10k')""",
            (POPULATION_SOURCE,),
        )


# Whole numbers, as the Department prints rates of looked-after children, are shown as such.
COMPARATORS = [
    ("lac_rate_10k", "England", Decimal("57")), ("lac_rate_10k", "South West", Decimal("49.9")),
    ("cp_rate_10k", "England", Decimal("40.1")), ("cp_rate_10k", "South West", Decimal("38.2")),
    ("cp_icpc_15wd_pct", "England", Decimal("73.7")),
    ("cp_repeat_ever_pct", "England", Decimal("14.9")),
]  # fmt: skip


def results(indicator_id: str, kind: str):
    """Rows of fct_indicator_results for one indicator."""
    for period in periods():
        for breakdown, member, above, below in cells(indicator_id, period):
            scale = {"percentage": 100, "rate": 10000}.get(kind, 1)
            value = above if below is None else (scale * above / below if below else None)
            yield (
                indicator_id, period.kind, period.key, period.start, period.end, breakdown, member,
                above, below, value, 3 if kind == "percentage" else 0, Decimal("97.5"),
                DATA_AS_AT, KNOWN_AT,
            )  # fmt: skip


def cells(indicator_id: str, period: Period) -> list[tuple[str, str, Decimal, Decimal | None]]:
    """breakdown, member, numerator and denominator of one indicator in one period."""
    months = len(period.months)
    if indicator_id in ("lac_rate_10k", "cp_rate_10k"):
        count = Decimal(stock(indicator_id.replace("rate_10k", "count"), period))
        return [("all", "all", count, Decimal(POPULATION))]
    if indicator_id in STOCKS:
        return [("all", "all", Decimal(stock(indicator_id, period)), None)]
    if indicator_id in SPLITS:
        breakdown, shares = SPLITS[indicator_id]
        whole = whole_of(indicator_id, period)
        parts = [round(whole * share) for share in shares]
        return [
            (breakdown, member, Decimal(part), Decimal(whole))
            for (member, _), part in zip(MEMBERS[breakdown], parts, strict=True)
        ]
    if indicator_id == "iru_staff_fte":
        fte = {"IRO": Decimal("9.8"), "ISRO": Decimal("6.6"), "LADO": Decimal("2.6")}
        parts = [("role", role, value, None) for role, value in fte.items()]
        return [("all", "all", sum(fte.values()), None), *parts]
    if indicator_id in FLOWS:
        total = flow(indicator_id, period)
        found = [("all", "all", Decimal(total), None)]
        if indicator_id == "cp_started_count":
            parts = [total * share // 10 for share in (2, 3, 2)]
            parts.append(total - sum(parts))
            found += [
                ("locality", member, Decimal(part), None)
                for (member, _), part in zip(MEMBERS["locality"], parts, strict=True)
            ]
        return found
    above, below = (Decimal(str(part)) * months for part in RATIOS[indicator_id])
    return [("all", "all", above, below)]


def whole_of(indicator_id: str, period: Period) -> int:
    """The whole that a split divides."""
    if indicator_id == "lac_ceased_reason_pct":
        return flow("lac_ceased_count", period)
    if indicator_id.startswith("lado"):
        return flow("lado_referral_count", period)
    return stock("cp_count" if indicator_id.startswith("cp") else "lac_count", period)
