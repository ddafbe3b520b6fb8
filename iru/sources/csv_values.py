"""Is a CSV field's text a date, a number, …, as the contract wants it?"""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

# What to write instead, for a person who exports the files.
FORMS = {
    "date": "Write dates as YYYY-MM-DD, such as 2017-05-15.",
    "timestamp": "Write moments as YYYY-MM-DD HH:MM, such as 2017-05-15 02:00, with or without "
    "seconds and an offset from UTC; without an offset they are taken as United Kingdom time.",
    "integer": "Write whole numbers with digits only, such as 12.",
    "numeric": "Write numbers with digits and a decimal point, such as 0.8.",
    "boolean": "Write true or false.",
}

LONDON = ZoneInfo("Europe/London")
INTEGER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
NUMERIC = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
BOOLEAN = re.compile(r"true|false|t|f|yes|no|y|n|1|0", re.IGNORECASE)
TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?( ?(Z|[+-]\d\d(:?\d\d)?))?)?",
    re.ASCII,
)
MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?")  # how some databases export a date


def is_of_type(value: str, kind: str) -> bool:
    """Whether `value` (not empty, without spaces around it) can be loaded as contract type `kind`.

    Dates and moments must exist in the calendar: 2017-02-30 is refused.
    """
    if kind == "date":
        return _is_date(value)
    if kind == "timestamp":
        return TIMESTAMP.fullmatch(value) is not None and _exists(value)
    if kind == "integer":
        return INTEGER.fullmatch(value) is not None
    if kind == "numeric":
        return NUMERIC.fullmatch(value) is not None
    if kind == "boolean":
        return BOOLEAN.fullmatch(value) is not None
    return True


def _is_date(value: str) -> bool:
    if len(value) != 10:
        return MIDNIGHT.fullmatch(value[10:]) is not None and _is_date(value[:10])
    # fromisoformat also takes week dates; the second dash tells them apart.
    if value[7] != "-" or value[4] != "-" or not value.isascii():
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _exists(text: str) -> bool:
    try:
        moment(text)
    except ValueError:
        return False
    return True


def moment(text: str) -> datetime:
    """The moment that a text of type timestamp names; without an offset, United Kingdom time."""
    parsed = datetime.fromisoformat(re.sub(r" (?=[Z+-])", "", text))
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=LONDON)
