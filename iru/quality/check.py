"""What a check is: a question to the database whose right answer is "no such rows".

Two kinds (decision D4). A structural fault makes figures unusable and stops the night. A
recording gap is one child's (or one allegation's) record that somebody can mend: it never stops
the night, it goes to the ledger and from there to the person who can mend it.

Checks are written in `expectations/`, without Great Expectations, so that listing or explaining
them takes no seven seconds; `iru.quality.suites` makes the suites of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

STOP = "stop"
FEW = 5
SEVERITIES = {"E": "error", "W": "warning", "I": "information"}


@dataclass(frozen=True, kw_only=True)
class Check:
    """What every check says of itself.

    id:      a catalogue number (DQ-REV-02), or `table.field rule` when made from the contract.
    message: the fault in plain words, one sentence, of one record.
    sql:     a query giving the faulty rows. `{name}` stands for a contract table's current rows
             (raw border) or for a model of the build (warehouse border), `{data_as_at}` for the
             last full day in the data. Write `::` for a cast, and no other colon or brace.
    """

    id: str
    message: str
    sql: str

    @property
    def severity(self) -> str:
        """ "stop", or a gap's E, W or I."""
        return STOP


@dataclass(frozen=True, kw_only=True)
class Structural(Check):
    """A fault that stops the night.

    table:     the table or model it is in.
    mend:      what to do about it.
    tolerated: share of the table's rows (0–1) that may break the rule before its column is
               unusable for counting; up to it the fault is only counted.
    rows_sql:  how many rows were looked at, as a query with one number; empty: the whole table.
    shows:     a column of the query that may be named to whoever mends it, because it holds
               names of columns or models and never a value of a record; "" when there is none.
    """

    table: str
    mend: str
    tolerated: float = 0.0
    rows_sql: str = ""
    shows: str = ""

    def stops(self, count: int, rows: int) -> bool:
        """Do `count` faulty rows among the `rows` looked at make the figures unusable?

        Where a share is tolerated, a handful of faults stops nothing either: in a table of a
        dozen rows two slips would be more than a tenth.
        """
        return count > 0 if not self.tolerated else count > max(FEW, self.tolerated * rows)


@dataclass(frozen=True, kw_only=True)
class Gap(Check):
    """A recording gap. Its `sql` gives, once for each faulty record, the columns

    record_key  the record's key in `table`
    child_id    the child it belongs to (left out in the zone lado)
    event_date  the day the record is about, or null
    staff_id    who can mend it, if the record itself says so (else left out)

    level:      E, W or I, E = the figures it touches may not be
                published until it is mended or listed, W = publish with a note, I = information.
    entity:     what the record is about, as the contract's tables say it.
    table:      the contract table that holds the record.
    role:       who can mend it.
    worker:     how to find that person: the child's involvement of this role ("SW", "IRO",
                "ISRO"), or "" for a role without a person of its own.
    mend:       what that person does.
    why:        what goes wrong in the figures while it is not mended.
    indicators: ids of the indicators it touches.
    source:     validation rule of a national return, where there is one.
    """

    level: str
    entity: str
    table: str
    role: str
    mend: str
    why: str
    worker: str = ""
    indicators: tuple[str, ...] = field(default=())
    zone: str = "children"
    source: str = ""

    @property
    def severity(self) -> str:
        return self.level
