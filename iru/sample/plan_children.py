"""The children that plans are made for: new families, and children planned for before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from iru.errors import IruError
from iru.sample.allocation import choose
from iru.sample.people import Child, Family
from iru.sample.targets import Targets, year_label

if TYPE_CHECKING:
    from iru.sample.protection import Plan

DAY = timedelta(days=1)
# A child whose plan may last years must not come of age on it.
OLDEST_AT_START = timedelta(days=int(16.2 * 365))


class PlanChildren:
    """Hands out the children of the year's plans, so that repeats come out exactly."""

    def __init__(self, targets: Targets, families: list[Family]) -> None:
        self.targets, self.families = targets, families
        self.groups = 0
        self.returning: list[list[Child]] = []
        self.known_elsewhere = 0
        self.slots = 0

    def open_year(self, rng: Random, march: int, plans: int, twice: int) -> None:
        """Say how many plans of the year are repeats, and who returns.

        plans: all plans of the year; twice: how many of them are a child's second of the year.
        A child whose plan ended last year returns within 24 months; one whose plan ended three
        years ago or more does not. The rest of the repeats are on the record's word alone.
        """
        repeat = self.targets.get("cp_repeat", year_label(march))
        soon = repeat.get("within_2_years", twice) - twice
        others = repeat.get("ever", round(plans * 0.17)) - twice - soon
        self.returning = self._pick(rng, lambda ended: ended == march - 1, march, soon)
        short = soon - sum(map(len, self.returning))
        if short:
            raise IruError(
                f"The targets contradict one another: {soon} children should return to a plan "
                f"within two years in {year_label(march)}, but {short} fewer can.",
                where="iru/sample/targets.yml, cp_repeat",
                mend="Lower within_2_years of that year.",
            )
        long_ago = self._pick(rng, lambda ended: ended <= march - 3, march, others // 2)
        self.known_elsewhere = others - sum(map(len, long_ago))
        self.returning += long_ago
        rng.shuffle(self.returning)
        self.slots = plans - 2 * twice

    def _pick(
        self, rng: Random, when: Callable[[int], bool], march: int, number: int
    ) -> list[list[Child]]:
        """Families of children whose last plan ended in such a year, `number` children in all."""
        groups: dict[int, list[Child]] = {}
        for family in self.families:
            for child in family.children:
                last = child.plans[-1]
                young = date(march, 3, 31) - child.born < OLDEST_AT_START
                if last.end_year and when(last.end_year) and young:
                    groups.setdefault(last.group, []).append(child)
        order = [groups[key] for key in sorted(groups)]
        rng.shuffle(order)
        picked: list[list[Child]] = []
        for group in order:
            if number == 0:
                break
            picked.append(group[:number])
            number -= len(picked[-1])
        return picked

    def next_group(self, rng: Random, start: date, room: int) -> list[Child]:
        """Children planned for together from `start`, at most `room` of them.

        Whoever is to return this year has a plan by the time the year's plans are all made.
        """
        waiting = sum(map(len, self.returning))
        if waiting and rng.random() < waiting / self.slots:
            group = self.returning.pop()
            if len(group) > room:
                self.returning.append(group[room:])
                group = group[:room]
        else:
            size = choose(rng, self.targets.parameters["sibling_group_sizes"])
            if self.slots:
                room = min(room, self.slots - waiting)
            group = self.new_family(rng, start, min(size, room))
        if self.slots:
            self.slots -= len(group)
        return group

    def close_year(self, rng: Random, plans: Sequence[Plan]) -> None:
        """Give as many of the year's new children as are left an earlier plan on record."""
        able = [
            plan
            for plan in plans
            if len(plan.child.plans) == 1 and plan.start - plan.child.born > 400 * DAY
        ]
        for plan in rng.sample(able, self.known_elsewhere):
            plan.previous = rng.choice((1, 1, 1, 2))

    def new_family(self, rng: Random, start: date, size: int) -> list[Child]:
        """A family not planned for before, its children most of a year apart; perhaps unborn."""
        weights = self.targets.parameters["cp_age_weights"]
        years = rng.choices(range(len(weights)), weights=weights)[0]
        born = start - (years * 365 + rng.randrange(1, 365)) * DAY
        if start - born > OLDEST_AT_START:
            born += 2 * 365 * DAY
        if size == 1 and rng.random() < self.targets.parameters["cp_unborn_share"] * 2:
            born = start + rng.randrange(10, 130) * DAY
        children = []
        for _ in range(size):
            child = Child(born.year + ((born.month, born.day) >= (4, 1)), born=born)
            children.append(child)
            following = born + rng.randrange(320, 1200) * DAY
            if following > start + 120 * DAY:
                # No room for a younger one: the next is older than the eldest.
                following = min(c.born for c in children) - rng.randrange(320, 900) * DAY
            if start - following > OLDEST_AT_START:
                following = min(max(c.born for c in children) + 320 * DAY, start + 110 * DAY)
            born = following
        family = Family(children=children)
        for child in children:
            child.family = family
        self.families.append(family)
        return children
