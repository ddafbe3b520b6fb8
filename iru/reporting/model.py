"""What a report is made of: periods, indicators, figures and editions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from iru.reporting import format as fmt
from iru.reporting.when import Period


@dataclass(frozen=True)
class Indicator:
    """One row of the indicator registry, as it stood when the figures were counted.

    decimals: places after the point when shown (C16). polarity: "higher", "lower" or "context";
    it drives RAG ratings only, never a word in a sentence. target: in the indicator's own unit.
    timing: "at" the last day of the period (a stock) or "during" it (a flow).
    """

    indicator_id: str
    title: str
    subject: str
    kind: str
    unit: str
    decimals: int
    polarity: str = "context"
    target: Decimal | None = None
    target_text: str = ""
    audience: str = "internal"
    definition: str = ""
    official_basis: str = ""
    definition_version: int = 1
    denominator_label: str = ""
    numerator_label: str = ""
    timing: str = "during"

    @property
    def is_percentage(self) -> bool:
        """A proportion times 100: differences of two are percentage points (C17)."""
        return self.kind == "percentage"


@dataclass(frozen=True)
class Figure:
    """One published figure: a value with what it was counted from and its text as printed.

    value: full precision, None when there is none; shown: exactly the text printed (C16).
    area: the authority's own name or a comparator's. vintage and source: of a comparator; a rate
    of our own has as source the population it divides by.
    marker: "k" rounds to zero, "z" no denominator, ":" not available, "" otherwise.
    derived_from: keys of the figures this one was worked out from; empty for a counted figure.
    """

    key: str
    indicator_id: str
    area: str
    period: Period
    breakdown: str
    member: str
    label: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    shown: str
    marker: str = ""
    shown_numerator: str = ""
    shown_denominator: str = ""
    excluded: int | None = None
    completeness: Decimal | None = None
    definition_version: int = 1
    vintage: str = ""
    source: str = ""
    sort_order: int = 0
    derived_from: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """How the figure was counted, in a few words: "453 of 682"; "" for a plain count."""
        if not self.shown_denominator:
            return ""
        return f"{self.shown_numerator} of {self.shown_denominator}"

    def _data(self, part: str, text: str) -> Markup:
        title = f"{self.key}: {self.whole}" if self.whole else self.key
        element = '<data value="{}" data-figure="{}" data-part="{}" title="{}">{}</data>'
        return Markup(element).format(
            "" if self.value is None else format(self.value.normalize(), "f"),
            self.key,
            part,
            title,
            text,
        )

    def __html__(self) -> str:
        """The figure in a page: its text, and a thread back to the frozen row."""
        return self._data("value", self.shown)

    @property
    def n(self) -> Markup:
        """The numerator in a page."""
        return self._data("numerator", self.shown_numerator)

    @property
    def of(self) -> Markup:
        """The denominator in a page."""
        return self._data("denominator", self.shown_denominator)

    @property
    def counted(self) -> Markup:
        """ "453 of 682" in a page; empty for a plain count."""
        return Markup("{} of {}").format(self.n, self.of) if self.whole else Markup("")

    @property
    def complete(self) -> Markup | str:
        """How complete the records behind it are, in a page; ":" where nobody counted."""
        if self.completeness is None:
            return fmt.NOT_AVAILABLE
        return self._data("completeness", fmt.number(self.completeness) + "%")

    @property
    def left_out(self) -> Markup | str:
        """How many records were left out of it, in a page."""
        if self.excluded is None:
            return fmt.NOT_AVAILABLE
        return self._data("excluded", fmt.number(self.excluded))

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True)
class Edition:
    """One rendering of a report from one set of frozen figures.

    created: False when the same build, code and period had been rendered before and nothing
    was done again. paths: file name → where it lies; no PDF where Pango is missing.
    """

    edition_id: str
    report_type: str
    period_key: str
    version: int
    status: str
    audience: str
    data_as_at: date
    known_at: datetime
    build_id: str
    source_system: str
    code_commit: str
    code_dirty: bool
    code_fingerprint: str
    rule_set: str
    figure_count: int = 0
    content_sha256: str = ""
    created_at: datetime | None = None
    paths: dict[str, Path] = field(default_factory=dict)
    created: bool = False

    @property
    def name(self) -> str:
        """ "annual report 2016-17, draft 1": for a log line or a list."""
        return f"{self.report_type} report {self.period_key}, {self.status} {self.version}"
