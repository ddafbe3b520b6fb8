"""Strengths and difficulties questionnaires: scores by band, or the reason for having none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from iru.sample.allocation import choose, shares, stream, take
from iru.sample.care import Care
from iru.sample.care_dates import pick_day
from iru.sample.episodes import person_key
from iru.sample.health import cohort
from iru.sample.people import Child
from iru.sample.records import Records, Row
from iru.sample.targets import Targets, year_label

SCORES = {"normal": (2, 13), "borderline": (14, 16), "concerning": (17, 34)}
REASONS = {"SDQ2": 22, "SDQ3": 9, "SDQ4": 56, "SDQ5": 13}


def write_wellbeing(records: Records, care: Care, targets: Targets, seed: int) -> None:
    """A questionnaire or a reason for each child of four to sixteen in the yearly cohort."""
    for march in range(care.first + 1, care.last + 1):
        rng = stream(seed, "wellbeing", march)
        here = [child for child in cohort(care, march) if 4 <= child.age_in(march) <= 16]
        answered = round(len(here) * targets.parameters["sdq_returned"] / 100)
        scored = dict.fromkeys(take(rng, here, answered, lambda child: 1.0))
        # Of age four the return asks, but the published share begins at five.
        bands = _bands(rng, [c for c in scored if c.age_in(march) >= 5], targets, seed, march)
        for child in here:
            key = person_key(child)
            if child not in scored:
                write_questionnaire(records, key, None, None, choose(rng, REASONS))
                continue
            day = pick_day(rng, date(march - 1, 6, 1), date(march, 3, 20))
            band = bands.get(child, "normal")
            if rng.random() < 0.06:
                # An earlier one in the same year: only the latest counts.
                before = pick_day(rng, date(march - 1, 4, 3), date(march - 1, 5, 28))
                write_questionnaire(records, key, before, rng.randrange(8, 27), None)
            write_questionnaire(records, key, day, score(rng, band), None)


def _bands(
    rng: Random, scored: Sequence[Child], targets: Targets, seed: int, march: int
) -> dict[Child, str]:
    """Bands in exact shares; a troubled child mostly stays one from year to year."""
    wanted = targets.get("lac_sdq_band", year_label(march)) or targets.parameters["sdq_bands"]
    counts = shares(len(scored), wanted)

    def troubled(child: Child) -> float:
        return stream(seed, "wellbeing", child.number).random() ** 2 + 0.05

    high = dict.fromkeys(take(rng, scored, counts["concerning"], troubled))
    rest = [child for child in scored if child not in high]
    middle = take(rng, rest, counts["borderline"], troubled)
    bands = dict.fromkeys(scored, "normal")
    bands.update(dict.fromkeys(high, "concerning"))
    bands.update(dict.fromkeys(middle, "borderline"))
    return bands


def score(rng: Random, band: str) -> int:
    """A total difficulties score of the band, its ends rarer than its middle."""
    low, high = SCORES[band]
    return round(rng.triangular(low, high, low + (high - low) * 0.35))


def write_questionnaire(
    records: Records, key: str, day: date | None, points: int | None, reason: str | None
) -> Row:
    """One questionnaire, or the reason for none; returns its row."""
    return records.add(
        "ssd_sdq_scores",
        csdq_table_id=records.key("SD"),
        csdq_person_id=key,
        csdq_sdq_completed_date=day,
        csdq_sdq_score=points,
        csdq_sdq_reason=reason,
    )
