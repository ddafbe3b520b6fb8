"""Child protection plans, year by year: which begin, stay and end, so that stocks hold exactly.

A year's stock by time since start says how many plans of each quarter stay; the rest of the
plans begun end within the year. How long ended plans lasted is matched to its bands exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from iru.errors import IruError
from iru.sample.allocation import stream, take
from iru.sample.care_dates import pick_day
from iru.sample.people import Child, Family
from iru.sample.plan_children import PlanChildren
from iru.sample.plan_lengths import BANDS, end_plans, quarter_spans
from iru.sample.targets import Targets, year_label
from iru.working_days import add_months


@dataclass(slots=True, eq=False)
class Plan:
    """One plan spell of one child; `group` names the children planned for together."""

    child: Child
    start_year: int
    start: date
    group: int
    previous: int = 0
    end_year: int | None = None
    end: date | None = None
    ends_early: bool = False  # a plan of the same child begins later in the year
    late_years: set[int] = field(default_factory=set)

    def in_stock(self, march: int) -> bool:
        """True when the plan is open on 31 March of that year."""
        return self.start_year <= march and (self.end_year is None or self.end_year > march)


@dataclass
class Protection:
    """All plans, and the families they were made in."""

    plans: list[Plan] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    first: int = 0
    last: int = 0

    def stock(self, march: int) -> list[Plan]:
        """The plans open on 31 March."""
        return [plan for plan in self.plans if plan.in_stock(march)]


def build_plans(targets: Targets, seed: int) -> Protection:
    """Plans from the opening stock to the last 31 March of the targets."""
    marches = [int(period) for period in targets.values["cp_count"]]
    result = Protection(first=min(marches) - 1, last=max(marches))
    people = PlanChildren(targets, result.families)
    opening = targets.counts("cp_opening")
    rng = stream(seed, "plans", result.first)
    spans = quarter_spans(result.first)
    spans["under_24"] = (date(result.first - 2, 4, 1), date(result.first - 1, 3, 30))
    spans["over_24"] = (date(result.first - 3, 6, 1), date(result.first - 2, 3, 30))
    for band, years_ago in zip(BANDS, (0, 0, 0, 1, 2), strict=True):
        _start(result, people, rng, result.first - years_ago, opening[band], spans[band])
    for march in range(result.first + 1, result.last + 1):
        _one_year(result, people, march, targets, seed)
    return result


def _start(
    result: Protection,
    people: PlanChildren,
    rng: Random,
    march: int,
    number: int,
    span: tuple[date, date],
) -> list[Plan]:
    """Begin `number` plans between two days, families on one day."""
    begun: list[Plan] = []
    while len(begun) < number:
        start = pick_day(rng, *span)
        group = people.next_group(rng, start, number - len(begun))
        begun += _plan(people, group, march, start)
    result.plans += begun
    return begun


def _plan(people: PlanChildren, group: Sequence[Child], march: int, start: date) -> list[Plan]:
    """A plan for each child of one group, from one day."""
    people.groups += 1
    plans = []
    for child in group:
        known = max(len(child.plans), child.plans[-1].previous + 1) if child.plans else 0
        plans.append(Plan(child, march, start, people.groups, known))
        child.plans.append(plans[-1])
    return plans


def _one_year(
    result: Protection, people: PlanChildren, march: int, targets: Targets, seed: int
) -> None:
    rng, year = stream(seed, "plans", march), year_label(march)
    stock, started = targets.get("cp_open_duration", str(march)), targets.get("cp_started", year)
    before = result.stock(march - 1)
    recent = [plan for plan in before if plan.start_year == march - 1]
    older = [plan for plan in before if plan.start_year < march - 1]
    leaving = _all_but(rng, recent, stock["under_24"], "plans of 12 to 24 months", march)
    leaving += _all_but(rng, older, stock["over_24"], "plans of 24 months and over", march)
    staying = stock["to_3"] + stock["to_6"] + stock["under_12"]
    passing = started["plans"] - staying
    again = started["plans"] - started["children"]
    if passing < again or again < 0:
        raise IruError(
            f"The targets contradict one another: {started['plans']} plans began in {year}, "
            f"but {staying} of the stock on 31 March are younger than a year.",
            where="iru/sample/targets.yml, cp_started and cp_open_duration",
            mend="Raise the plans begun or lower the young bands.",
        )
    people.open_year(rng, march, started["plans"], again)
    spans, first_day = quarter_spans(march), date(march - 1, 4, 1)
    first: list[Plan] = []
    for _ in range(again):
        start = pick_day(rng, first_day, date(march - 1, 6, 20))
        first += _plan(people, people.new_family(rng, start, 1), march, start)
    for plan in first:
        plan.ends_early = True
    begun = _start(result, people, rng, march, passing - again, (first_day, date(march, 3, 10)))
    leaving += first + begun
    for band in ("under_12", "to_6"):
        begun += _start(result, people, rng, march, stock[band], spans[band])
    begun += _start(result, people, rng, march, stock["to_3"] - again, spans["to_3"])
    people.close_year(rng, begun)
    result.plans += first
    for plan in first:
        result.plans += _plan(people, [plan.child], march, pick_day(rng, *spans["to_3"]))
    end_plans(rng, leaving, march, targets, seed)


def _all_but(rng: Random, plans: Sequence[Plan], staying: int, what: str, march: int) -> list[Plan]:
    """The plans that end, so many staying; families stay or end together where they can."""
    if staying > len(plans):
        raise IruError(
            f"The targets contradict one another: {what} on 31 March {march} should be "
            f"{staying}, but only {len(plans)} plans were there the year before.",
            where="iru/sample/targets.yml, cp_open_duration",
            mend="Lower that band, or raise the stock of the year before.",
        )
    groups = {plan.group for plan in plans}
    rank = {group: rng.random() for group in sorted(groups)}
    order = sorted(plans, key=lambda plan: rank[plan.group])
    return order[staying:]


def mark_late(protection: Protection, targets: Targets, seed: int) -> None:
    """Say whose review conferences were late in the year to each 31 March (CR1)."""
    for march in range(protection.first + 1, protection.last + 1):
        on_time = targets.get("cp_reviewed_on_time", str(march))
        edge = add_months(date(march, 3, 31), -3)
        cohort = [plan for plan in protection.stock(march) if plan.start < edge]
        number = len(cohort) - on_time["on_time"] if on_time else len(cohort) // 12
        rng = stream(seed, "late conferences", march)
        for plan in take(rng, cohort, number, lambda plan: 1.0):
            plan.late_years.add(march)
