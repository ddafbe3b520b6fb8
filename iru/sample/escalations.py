"""Escalations raised by reviewing officers, with their stages; how long they took is exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from iru.errors import IruError
from iru.sample.allocation import choose, stream
from iru.sample.care import Care
from iru.sample.care_dates import pick_day
from iru.sample.episodes import person_key
from iru.sample.people import Child
from iru.sample.records import Records
from iru.sample.staff import Roster
from iru.sample.targets import Targets
from iru.working_days import add_wd, is_working_day

OUTCOMES = {"AGREED": 52, "PARTLY": 22, "NOT_AGREED": 10, "WITHDRAWN": 8, "OVERTAKEN": 8}
DECIDES = (
    "TEAM_MANAGER",
    "OPERATIONS_MANAGER",
    "HEAD_OF_SERVICE",
    "ASSISTANT_DIRECTOR",
    "DIRECTOR",
)
HIGH_STAGES_FROM = date(2016, 12, 1)
DAY = timedelta(days=1)


@dataclass
class Issue:
    """One issue about one child, before it is a row."""

    child: Child
    group: int
    raised: date
    closed: date | None


def write_escalations(
    records: Records, care: Care, roster: Roster, targets: Targets, seed: int, horizon: date
) -> None:
    """All escalations up to the last 31 March; raised in each year exactly as many."""
    issues: list[Issue] = []
    for period, target in targets.values["escalations_raised"].items():
        march = int(period[:4]) + 1
        rng = stream(seed, "escalations", march)
        issues += _raise(rng, care, march, target["all"], len(issues))
    for period, target in targets.values.get("escalations_days", {}).items():
        march = int(period[:4]) + 1
        closed = [
            issue
            for issue in issues
            if issue.closed and date(march - 1, 4, 1) <= issue.closed <= date(march, 3, 31)
        ]
        make_mean(closed, target["mean"], date(march, 3, 31))
    rng = stream(seed, "escalation rows")
    for issue in sorted(issues, key=lambda i: (i.raised, i.child.number)):
        if issue.closed and issue.closed > horizon:
            issue.closed = None
        _write(records, rng, roster, issue, targets)


def _raise(rng: Random, care: Care, march: int, number: int, before: int) -> list[Issue]:
    """The year's issues; those of brothers and sisters are raised together."""
    families = sorted(
        {
            p.child.family.number: p.child.family
            for p in care.stock(march - 1)
            if p.in_stock(march)
        }.items()
    )
    result: list[Issue] = []
    while len(result) < number:
        _, family = rng.choice(families)
        raised = pick_day(rng, date(march - 1, 4, 1), date(march, 3, 30))
        closed = raised + (6 + int(rng.expovariate(1 / 36))) * DAY
        while not is_working_day(closed):
            closed += DAY
        staying = [
            c
            for c in family.children
            if any(p.in_stock(march - 1) and p.in_stock(march) for p in c.periods)
        ]
        together = staying if rng.random() < 0.25 else staying[:1]
        group = before + len(result) + 1
        for child in together[: number - len(result)]:
            result.append(Issue(child, group, raised, closed))
    return result


def make_mean(issues: Sequence[Issue], mean: int, last: date) -> None:
    """Move closing days, a week or a day at a time, until the mean is exact.

    Every closing stays on a working day, after the raising, and in its year.
    """
    wrong = mean * len(issues) - sum((i.closed - i.raised).days for i in issues)
    first = date(last.year - 1, 4, 1)
    while wrong:
        moved = False
        for issue in issues:
            for step in (7, 1) if wrong > 0 else (-7, -1):
                day = issue.closed + step * DAY
                if abs(step) > abs(wrong) or not is_working_day(day):
                    continue
                if max(first, issue.raised + 3 * DAY) <= day <= last:
                    issue.closed, wrong, moved = day, wrong - step, True
                    break
            if not wrong:
                break
        if not moved:
            raise IruError(
                f"The mean of {mean} days cannot be reached by moving closing days.",
                where="iru/sample/targets.yml, escalations_days",
                mend="Choose a mean nearer to 42, or more escalations.",
            )


def _write(records: Records, rng: Random, roster: Roster, issue: Issue, targets: Targets) -> None:
    key = records.key("ES")
    here = roster.in_post("IRO", issue.raised)
    reason = choose(rng, targets.parameters["escalation_reasons"])
    records.add(
        "iru_escalations",
        iesc_escalation_id=key,
        iesc_person_id=person_key(issue.child),
        iesc_issue_group_id=f"EG{issue.group:05d}",
        iesc_raised_by_staff_id=rng.choice(here)[0],
        iesc_raised_date=issue.raised,
        iesc_primary_reason=reason,
        iesc_is_exceptional_agreed=rng.random() < 0.05,
        iesc_closed_date=issue.closed,
        iesc_outcome=issue.closed and choose(rng, OUTCOMES),
        iesc_source_system="IRU monitoring",
    )
    day, stage = issue.raised, 1 if rng.random() < 0.8 else 2
    while True:
        records.add(
            "iru_escalation_stages",
            iesg_escalation_id=key,
            iesg_stage=stage,
            iesg_start_date=day,
            iesg_decision_maker_role=DECIDES[stage - 1],
        )
        day = add_wd(day, rng.randrange(8, 16))
        highest = 5 if day >= HIGH_STAGES_FROM else 3
        if stage >= highest or rng.random() < 0.62 or (issue.closed or day) <= day:
            return
        stage += 1
