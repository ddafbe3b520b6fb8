"""Progress with a count, for a person at a terminal and for a log file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")

LOG_EVERY_SECONDS = 5.0


def progress(
    items: Iterable[Item], label: str, total: int | None = None, stream: TextIO | None = None
) -> Iterator[Item]:
    """Yield `items`, saying how far along we are.

    At a terminal one line is rewritten in place; in a log a line appears every five seconds
    and at the end, so that a log stays short however many items there are.
    """
    out = stream or sys.stderr
    total = total if total is not None else (len(items) if hasattr(items, "__len__") else None)
    of = f" of {total:,}" if total is not None else ""
    live = out.isatty()
    started = last = time.monotonic()
    done = 0
    for item in items:
        yield item
        done += 1
        now = time.monotonic()
        if live:
            out.write(f"\r{label}: {done:,}{of}")
            out.flush()
        elif now - last >= LOG_EVERY_SECONDS:
            out.write(f"{label}: {done:,}{of}\n")
            out.flush()
            last = now
    seconds = time.monotonic() - started
    start = "\r" if live else ""
    out.write(f"{start}{label}: {done:,}{of}, {seconds:.1f} s\n")
    out.flush()
