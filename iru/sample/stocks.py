"""Categories that are kept for life, dealt so that every year's stock has exactly its counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import TypeVar

from iru.errors import IruError

Item = TypeVar("Item", bound=Hashable)


def settle(
    rng: Random,
    stocks: Mapping[int, Sequence[Item]],
    counts: Mapping[int, Mapping[str, int]],
    prefer: Callable[[Item, str], float],
    together: Callable[[Item], Hashable],
    what: str,
) -> dict[Item, str]:
    """A category for each item of any stock, so that every stock has exactly its counts.

    stocks: 31 March → what is in stock on it. counts: 31 March → category → how many.
    Items new to a stock take what those that stay leave open, the rarest category first. Where
    next year's count is lower, as few as needed of those who will still be there get it. Items
    `together` (siblings) mostly get the same. Raises IruError when the counts cannot be met.
    """
    given: dict[Item, str] = {}
    members = {march: set(items) for march, items in stocks.items()}
    for march, stock in stocks.items():
        wanted, following = counts[march], counts.get(march + 1)
        present = Counter(given[item] for item in stock if item in given)
        staying = members.get(march + 1, set())
        stay = Counter(given[item] for item in stock if item in given and item in staying)
        rank = {group: rng.random() for group in dict.fromkeys(map(together, stock))}
        fresh = sorted((i for i in stock if i not in given), key=lambda i: rank[together(i)])
        for key in sorted(wanted, key=lambda key: wanted[key]):
            need = wanted[key] - present[key]
            room = following.get(key, 0) - stay[key] if following else need
            ranked = sorted(fresh, key=lambda item: -prefer(item, key))
            picked = _pick(ranked, need, room, staying)
            if need < 0 or len(picked) < need:
                raise IruError(
                    f"The targets contradict one another: {what}, {key} on 31 March {march} "
                    f"should be {wanted[key]}, but {present[key]} stay from the year before and "
                    f"{len(fresh)} are new and free.",
                    where="iru/sample/targets.yml",
                    mend="Make the members sum to the stock, and change them less from one "
                    "year to the next.",
                )
            given.update(dict.fromkeys(picked, key))
            fresh = [item for item in fresh if item not in given]
    return given


def _pick(ranked: Sequence[Item], need: int, room: int, staying: set[Item]) -> list[Item]:
    """The first `need`, of those staying at most `room`; more of them only if it must be."""
    picked: list[Item] = []
    passed: list[Item] = []
    for item in ranked:
        if len(picked) >= need:
            break
        if item in staying:
            if room <= 0:
                passed.append(item)
                continue
            room -= 1
        picked.append(item)
    return picked + passed[: max(0, need - len(picked))]
