"""Exact allocation: whole numbers that sum to what they must, and chance that is repeatable.

Nothing here draws until lucky. Counts are built (largest remainder, filling within bounds,
matching), and chance decides only which record gets which.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from random import Random
from typing import TypeVar

from iru.errors import IruError

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def stream(seed: int, *subject: object) -> Random:
    """A stream of chance of its own for one subject; the same on every machine.

    Adding a subject leaves the streams of the others as they were.
    """
    return Random("/".join(str(part) for part in (seed, *subject)))


def shares(total: int, weights: Mapping[Key, float]) -> dict[Key, int]:
    """`total` split in proportion to the weights by largest remainder; sums to `total`."""
    whole = sum(weights.values())
    exact = {key: total * weight / whole for key, weight in weights.items()}
    result = {key: int(value) for key, value in exact.items()}
    rest = sorted(exact, key=lambda key: result[key] - exact[key])
    for key in rest[: total - sum(result.values())]:
        result[key] += 1
    return result


def fill(
    total: int, weights: Sequence[float], lower: Sequence[int], upper: Sequence[int], what: str
) -> list[int]:
    """Whole numbers near the weights' proportions, within bounds, that sum to `total`.

    Raises IruError when the bounds leave no room for the total.
    """
    if not sum(lower) <= total <= sum(upper):
        raise IruError(
            f"The targets contradict one another: {what} should come to {total}, "
            f"but can only lie between {sum(lower)} and {sum(upper)}.",
            where="iru/sample/targets.yml",
            mend="Change the stock, the starts or the parameter that steers them.",
        )
    result = list(lower)
    left = total - sum(result)
    while left:
        # Serve first whoever is furthest below their share.
        scale = total / (sum(weights) or 1)
        place = max(
            (n for n in range(len(result)) if result[n] < upper[n]),
            key=lambda n: (weights[n] * scale - result[n], -n),
        )
        step = max(1, min(left, upper[place] - result[place], left // (4 * len(result))))
        result[place] += step
        left -= step
    return result


def take(
    rng: Random, items: Sequence[Item], number: int, weight: Callable[[Item], float]
) -> list[Item]:
    """`number` of the items without replacement, likelier by weight; in their old order."""
    keyed = sorted(
        range(len(items)), key=lambda n: -(rng.random() ** (1.0 / max(weight(items[n]), 1e-9)))
    )
    return [items[n] for n in sorted(keyed[:number])]


def deck(rng: Random, counts: Mapping[Key, int]) -> list[Key]:
    """Each key as often as its count says, shuffled."""
    cards = [key for key, number in counts.items() for _ in range(number)]
    rng.shuffle(cards)
    return cards


def choose(rng: Random, weights: Mapping[Key, float]) -> Key:
    """One key by weight."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def deal_groups(
    groups: Sequence[Sequence[Item]], counts: Mapping[Key, int]
) -> list[tuple[Item, Key]]:
    """Give every item a key so that the counts hold exactly, groups staying together.

    A group goes to the key with most room left; only when no key has room for a whole group
    is it split. The counts must sum to the number of items.
    """
    left = dict(counts)
    result: list[tuple[Item, Key]] = []
    for group in sorted(groups, key=len, reverse=True):
        whole = [key for key in left if left[key] >= len(group)]
        if whole:
            key = max(whole, key=lambda k: left[k])
            left[key] -= len(group)
            result += [(item, key) for item in group]
            continue
        for item in group:
            key = max(left, key=lambda k: left[k])
            left[key] -= 1
            result.append((item, key))
    return result


def match_bands(
    rng: Random, spans: Sequence[tuple[int, int]], quotas: Sequence[int], what: str
) -> list[int]:
    """For each item, which may go to any band from spans[n][0] to spans[n][1], its band.

    Glover's greedy matching: bands in order, whoever must leave soonest first; it finds a
    solution whenever there is one. Raises IruError when there is none.
    """
    order = sorted(range(len(spans)), key=lambda n: (spans[n][1], rng.random()))
    result = [-1] * len(spans)
    for band, quota in enumerate(quotas):
        for n in order:
            if quota == 0:
                break
            if result[n] < 0 and spans[n][0] <= band <= spans[n][1]:
                result[n] = band
                quota -= 1
        if quota:
            raise IruError(
                f"The targets contradict one another: {what}, band {band + 1}, lacks {quota}.",
                where="iru/sample/targets.yml",
                mend="Change the bands of the stock or of those that ended.",
            )
    return result
