"""Names that nobody bears: made of syllables, the same for the same number."""

from __future__ import annotations

FORENAMES = (
    *("Alvo", "Brinna", "Calto", "Dervy", "Elsor", "Fenra", "Gildo", "Harbin", "Isko", "Jorvel"),
    *("Kestra", "Lumo", "Mirdan", "Nelva", "Orrin", "Pelda", "Quillo", "Rastin", "Selko", "Tavra"),
)
FIRST = ("Bram", "Cul", "Dos", "Erf", "Fal", "Gont", "Hiv", "Jep", "Kur", "Lav", "Mog", "Nub")
LAST = ("abble", "acre", "appin", "arrow", "edge", "elder", "engle", "ickle", "iffin", "indle")


def forename(number: int) -> str:
    """The forename of the person of that number."""
    return FORENAMES[number * 7 % len(FORENAMES)]


def surname(number: int) -> str:
    """The surname of the family of that number."""
    return FIRST[number % len(FIRST)] + LAST[number // len(FIRST) % len(LAST)]
