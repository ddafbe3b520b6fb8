"""Plans that ended because the children came into care: one child then has both."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from datetime import timedelta

from iru.sample.allocation import stream
from iru.sample.people import Child, Family
from iru.sample.protection import Plan, Protection
from iru.sample.targets import Targets

DAY = timedelta(days=1)
# How long a plan at most runs on beside care, until a conference ends it.
BESIDE_CARE = 75 * DAY


def link_care(protection: Protection, families: list[Family], targets: Targets, seed: int) -> None:
    """Let children who came into care be the children of plans that ended just after.

    Only whole families of equal size are joined, whose plans were their only ones; no count of
    plans or of care changes, because a plan keeps its days and only its children change.
    """
    rng = stream(seed, "plans into care")
    by_group: dict[int, list[Plan]] = defaultdict(list)
    for plan in protection.plans:
        by_group[plan.group].append(plan)
    waiting: dict[int, list[tuple]] = defaultdict(list)
    for group, plans in sorted(by_group.items()):
        ends = {plan.end for plan in plans}
        alone = all(len(p.child.plans) == 1 and p.previous == 0 for p in plans)
        if len(ends) == 1 and None not in ends and alone:
            waiting[len(plans)].append((plans[0].end, group))
    for groups in waiting.values():
        groups.sort()
    left = round(
        len([p for p in protection.plans if p.end]) * targets.parameters["cp_ended_into_care_share"]
    )
    order = list(families)
    rng.shuffle(order)
    for family in order:
        start = family.children[0].periods[0].start
        able = waiting[len(family.children)]
        place = bisect_left(able, (start + 3 * DAY, 0))
        if left <= 0 or any(child.unaccompanied for child in family.children):
            continue
        while place < len(able) and able[place][0] <= start + BESIDE_CARE:
            plans = by_group[able[place][1]]
            if _fits(family.children, plans):
                _join(family, plans, protection)
                del able[place]
                left -= len(plans)
                break
            place += 1


def _fits(children: list[Child], plans: list[Plan]) -> bool:
    """The children were born, or nearly so, when the plan began, and young when it ended."""
    begun, ended = plans[0].start, plans[0].end
    return all(
        child.born < begun + 100 * DAY and (ended - child.born).days < 16 * 365
        for child in children
    )


def _join(family: Family, plans: list[Plan], protection: Protection) -> None:
    gone = plans[0].child.family
    for plan, child in zip(plans, family.children, strict=True):
        gone.children.remove(plan.child)
        plan.child = child
        child.plans.append(plan)
    if not gone.children:
        gone.number = -1
