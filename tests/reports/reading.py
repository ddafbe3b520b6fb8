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


FIGURE = re.compile(r'<data[^>]*data-figure="([^"(]+)"[^>]*>[^<]*</data>')


def years_beside_comparators(text: str) -> tuple[list, list]:
    """Every figure of another area: its key, its year, and the text where that must stand.

    First those in sentences, with the words after them; then those in tables, with the head of
    their column and their row. The year is "31 March 2016" or "2015-16".
    """
    tables = re.findall(r"<table>.*?</table>", text, flags=re.S)
    sentences = re.sub(r"<table>.*?</table>|<svg.*?</svg>", "", text, flags=re.S)
    told = [
        (key, as_at if as_at in after else year, after)
        for found in FIGURE.finditer(sentences)
        for key, year, as_at in _another_area(found[1])
        for after in [sentences[found.end() : found.end() + 20]]
    ]
    return told, [one for table in tables for one in _in_table(table)]


def _in_table(table: str) -> Iterator[tuple[str, str, str]]:
    heads, *rows = re.findall(r"<tr.*?</tr>", table, flags=re.S)
    columns = re.findall(r"<th[^>]*>(.*?)</th>", heads, flags=re.S)
    for row in rows:
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.S)
        for cell, column in zip(cells, columns, strict=False):
            for found in FIGURE.finditer(cell):
                for key, year, _ in _another_area(found[1]):
                    yield key, year, column + re.sub(r"<data.*?</data>", "", " ".join(cells))


def _another_area(key: str) -> Iterator[tuple[str, str, str]]:
    _, area, _, year, *_ = key.split("/")
    if area != "Devon":
        yield key, year, f"31 March 20{year[-2:]}"
