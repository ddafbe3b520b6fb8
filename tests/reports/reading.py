"""Reading a report back: its figures and headings in HTML, its structure in PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pikepdf


class Page(HTMLParser):
    """The figures of a page (key, part, text), its ids, links, and headings in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.figures: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[str] = []
        self.tags: list[str] = []
        self._inside: tuple[str, str] | None = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.tags.append(tag)
        self.ids += [known["id"]] if "id" in known else []
        if tag == "a":
            self.links.append(known["href"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        if tag == "data":
            self._inside = (known["data-figure"], known["data-part"])

    def handle_data(self, data):
        if self._inside:
            self.figures.append((*self._inside, data))
            self._inside = None


def structure(node: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """Every structure element below a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from structure(kid)
