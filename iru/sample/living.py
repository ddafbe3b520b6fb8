"""What is open in the county on an evening, read from its database, and written back."""

from __future__ import annotations

from collections import Counter
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from iru.contract import load_contract
from iru.sample.records import Row
from iru.sample.writer import SCHEMA, copy_rows

# The rows a night may touch: what is open, booked or recent. {0} is the county's today.
OPEN = {
    "ssd_person": "true",
    "ssd_family": "true",
    "ssd_cla_episodes": "clae_cla_episode_ceased_date is null",
    "iru_cla_episodes": "icla_cla_episode_id in (select clae_cla_episode_id from "
    "ssd_cla_episodes where clae_cla_episode_ceased_date is null)",
    "ssd_cla_placement": "clap_cla_placement_end_date is null",
    "ssd_legal_status": "lega_legal_status_end_date is null",
    "ssd_cla_reviews": "clar_cla_review_date is null or clar_cla_review_date > {0} - 40",
    "iru_cla_reviews": "icrv_cla_review_id in (select clar_cla_review_id from ssd_cla_reviews "
    "where clar_cla_review_date is null or clar_cla_review_date > {0} - 40)",
    "ssd_s47_enquiry": "s47e_s47_end_date is null or s47e_s47_start_date > {0} - 60",
    "iru_s47_enquiries": "is47_s47_enquiry_id in (select s47e_s47_enquiry_id from ssd_s47_enquiry "
    "where s47e_s47_end_date is null or s47e_s47_start_date > {0} - 60)",
    "ssd_cp_plans": "cppl_cp_plan_end_date is null and cppl_cp_plan_ola = 'N'",
    "iru_cp_plans": "icpp_cp_plan_id in (select cppl_cp_plan_id from ssd_cp_plans "
    "where cppl_cp_plan_end_date is null)",
    "ssd_cp_reviews": "cppr_cp_review_date is null",
    "iru_conferences": "icnf_conference_id in (select cppr_cp_review_id from ssd_cp_reviews "
    "where cppr_cp_review_date is null)",
    "iru_adult_relationships": "iare_person_id in (select cppl_person_id from ssd_cp_plans "
    "where cppl_cp_plan_end_date is null)",
    "iru_adults": "iadu_adult_id in (select iare_adult_id from iru_adult_relationships)",
    "iru_conference_invites": "false",
    "ssd_involvements": "invo_involvement_end_date is null",
    "iru_escalations": "iesc_closed_date is null",
    "iru_lado_referrals": "ilar_closed_date is null",
    "iru_lado_meetings": "ilam_held_date is null",
    "iru_staff_assignments": "iasg_end_date is null",
    "iru_advocacy_referrals": "iadv_ended_date is null",
    "iru_i9_answers": "ii9a_answer_date > {0} - 60",
    "iru_midpoint_checks": "imid_check_date > {0} - 200",
    "iru_permanence_plans": "ipmp_end_date is null",
    "ssd_care_leavers": "true",
    "ssd_professionals": "true",
    "ssd_department": "true",
    "iru_extract_status": "true",
}


class Living:
    """The county's open rows. It takes new rows as `Records` does, and notes what changes."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        self._tables = load_contract().tables
        self._new: dict[str, list[Row]] = {}
        self._changed: dict[str, dict[int, Row]] = {}
        self._deleted: dict[str, list[Row]] = {}
        self._unsorted: set[str] = set()
        self._by: dict[tuple[str, str], dict[Any, list[Row]]] = {}
        with connection.cursor(row_factory=dict_row) as cursor:
            county = cursor.execute("select * from sample.county").fetchone()
            self.seed, self.scale = county["seed"], county["scale"]
            # Nothing recorded late goes back before the day the county began to live.
            self.begun = county["begun"]
            self.ever_in_care = {
                row["clae_person_id"]
                for row in cursor.execute("select distinct clae_person_id from ssd_cla_episodes")
            }
            self.last_key: Counter[str] = Counter(county["last_keys"])
            status = cursor.execute("select * from iru_extract_status").fetchone()
            self.extracted_at = status["iext_extracted_at"]
            self._rows = {table: self._load(cursor, table) for table in OPEN}

    def _load(self, cursor: psycopg.Cursor, table: str) -> dict[tuple, Row]:
        fields = [field.name for field in self._tables[table].fields]
        columns = sql.SQL(", ").join(map(sql.Identifier, fields))
        condition = OPEN[table].format("(select iext_extracted_at::date from iru_extract_status)")
        statement = sql.SQL("select {} from {} where {} order by {}").format(
            columns,
            sql.Identifier(SCHEMA, table),
            sql.SQL(condition),
            sql.SQL(", ").join(map(sql.Identifier, self._tables[table].primary_key)),
        )
        return {self._key(table, row): row for row in cursor.execute(statement)}

    def _key(self, table: str, row: Row) -> tuple:
        return tuple(row.get(field) for field in self._tables[table].primary_key)

    def key(self, kind: str) -> str:
        """The next key of a kind; keys of deleted rows are not given again."""
        self.last_key[kind] += 1
        return f"{kind}{self.last_key[kind]:07d}"

    def table(self, name: str) -> list[Row]:
        """The rows of one table that are at hand, in the order of their keys.

        So that the same day brings the same events whether the county is read anew or not.
        """
        rows = self._rows.setdefault(name, {})
        if name in self._unsorted:
            self._unsorted.discard(name)
            rows = self._rows[name] = dict(sorted(rows.items()))
        return list(rows.values())

    def where(self, table: str, field: str, value: Any) -> list[Row]:
        """The rows at hand with that value, in a field that never changes (a key)."""
        if (table, field) not in self._by:
            index: dict[Any, list[Row]] = {}
            for row in self.table(table):
                index.setdefault(row.get(field), []).append(row)
            self._by[table, field] = index
        return list(self._by[table, field].get(value, ()))

    def get(self, table: str, *key: Any) -> Row | None:
        """The row of that primary key, if it is at hand."""
        return self._rows.get(table, {}).get(key)

    def add(self, table: str, **fields: Any) -> Row:
        """A new row."""
        row = {field.name: fields.get(field.name) for field in self._tables[table].fields}
        self._rows.setdefault(table, {})[self._key(table, row)] = row
        self._unsorted.add(table)
        self._new.setdefault(table, []).append(row)
        for (name, field), index in self._by.items():
            if name == table:
                index.setdefault(row.get(field), []).append(row)
        return row

    def change(self, table: str, row: Row, **fields: Any) -> None:
        """Write other values into a row."""
        row.update(fields)
        self._changed.setdefault(table, {})[id(row)] = row

    def delete(self, table: str, row: Row) -> None:
        """Take a row out of the case system."""
        del self._rows[table][self._key(table, row)]
        for (name, field), index in self._by.items():
            if name == table:
                index[row.get(field)] = [r for r in index[row.get(field)] if r is not row]
        new = self._new.get(table, [])
        if any(other is row for other in new):
            self._new[table] = [other for other in new if other is not row]
            return
        self._deleted.setdefault(table, []).append(row)
        self._changed.get(table, {}).pop(id(row), None)

    def save(self) -> int:
        """Write what is new, changed and deleted, in the connection's transaction.

        Returns how many rows that were.
        """
        count = 0
        for table in self._tables:
            new = {id(row) for row in self._new.get(table, [])}
            changed = [r for k, r in self._changed.get(table, {}).items() if k not in new]
            deleted = self._deleted.get(table, [])
            self._update(table, changed)
            self._remove(table, deleted)
            if new:
                copy_rows(self._connection, table, self._new[table])
            count += len(new) + len(changed) + len(deleted)
        self._connection.execute(
            "update sample.county set last_keys = %s", (Jsonb(dict(self.last_key)),)
        )
        self._new, self._changed, self._deleted = {}, {}, {}
        return count

    def _update(self, table: str, rows: list[Row]) -> None:
        key = self._tables[table].primary_key
        fields = [f.name for f in self._tables[table].fields if f.name not in key]
        assign = [sql.SQL("{} = {}").format(sql.Identifier(f), sql.Placeholder(f)) for f in fields]
        statement = sql.SQL("update {} set {} where {}").format(
            sql.Identifier(SCHEMA, table), sql.SQL(", ").join(assign), self._is(table)
        )
        with self._connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    def _remove(self, table: str, rows: list[Row]) -> None:
        statement = sql.SQL("delete from {} where {}").format(
            sql.Identifier(SCHEMA, table), self._is(table)
        )
        with self._connection.cursor() as cursor:
            cursor.executemany(statement, rows)

    def _is(self, table: str) -> sql.Composed:
        parts = [
            sql.SQL("{} = {}").format(sql.Identifier(field), sql.Placeholder(field))
            for field in self._tables[table].primary_key
        ]
        return sql.SQL(" and ").join(parts)
