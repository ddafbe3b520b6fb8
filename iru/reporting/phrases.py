"""Small pieces of sentences: counts in words, lists, names of areas."""

from __future__ import annotations

from markupsafe import Markup

from iru.reporting import format as fmt
from iru.reporting.model import Figure

NUMBER_WORDS = (  # noqa: SIM905
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
).split()


# Breakdowns whose members are names.
PROPER_NAMES = ("ethnic_group", "locality", "area")


def largest(members: list[Figure]) -> list[Figure]:
    """Members with anything in them, the largest first."""
    held = [figure for figure in members if figure.value]
    return sorted(held, key=lambda figure: (-figure.value, figure.sort_order))


def words(count: int) -> str:
    """Small counts of measures in words, as one would say them; larger ones in digits."""
    return NUMBER_WORDS[count] if count < len(NUMBER_WORDS) else fmt.number(count)


def joined(parts: list[Markup | str]) -> Markup:
    """ "a, b and c" of pieces that hold figures."""
    if len(parts) < 2:
        return Markup("").join(parts)
    return Markup(" and ").join([Markup(", ").join(parts[:-1]), parts[-1]])


def the(area: str) -> str:
    """An area's name as it stands in a sentence."""
    article = ("South ", "North ", "East ", "West ", "London", "Statistical", "Good")
    named = area[0].lower() + area[1:] if area.startswith(("Statistical", "Good")) else area
    return f"the {named}" if area.startswith(article) and not area.startswith("London") else named
