"""Keyed pseudonyms: what they look like, that they stay, and what another key does."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from psycopg import sql

from iru import ops, pseudonyms
from iru.contract import load_contract
from iru.db import connect
from iru.errors import IruError
from iru.secrets import folder, write

KEY = bytes(range(32))


def test_a_pseudonym_is_a_letter_and_twenty_digits_of_the_keyed_hash():
    expected = hmac.new(KEY, b"child\x00P1", hashlib.sha256).hexdigest()[:20]
    assert pseudonyms.pseudonym(KEY, "child", "P1") == "C" + expected


def test_kinds_and_keys_give_pseudonyms_that_cannot_be_joined():
    made = {
        pseudonyms.pseudonym(key, kind, "17")[1:]
        for key in (KEY, bytes(32))
        for kind in ("child", "adult", "staff", "lado_subject", "lado_child")
    }
    assert len(made) == 10


def test_every_kind_of_the_contract_has_a_letter():
    kinds = {f.person_kind for table in load_contract().tables.values() for f in table.fields}
    assert kinds - {None} <= pseudonyms.LETTERS.keys()
    assert len(set(pseudonyms.LETTERS.values())) == len(pseudonyms.LETTERS)


@pytest.fixture
def warehouse(fresh_module):
    with connect("pipeline", settings=fresh_module) as connection:
        ops.create(connection)
        pseudonyms.prepare(connection)
        yield connection
        connection.rollback()


def people(*names: str | None) -> sql.Composable:
    values = sql.SQL(", ").join(sql.SQL("({}::text, null)").format(name) for name in names)
    columns = [field.name for field in load_contract().tables["ssd_involvements"].fields]
    missing = [c for c in columns if c not in ("invo_person_id", "invo_professional_id")]
    nothing = sql.SQL("".join(f", null as {name}" for name in missing))
    return sql.SQL(
        "(select listed.*{} from (values {}) as listed(invo_person_id, invo_professional_id))"
    ).format(nothing, values)


def test_each_person_gets_one_pseudonym_once(warehouse):
    table = load_contract().tables["ssd_involvements"]
    keys = {"children": KEY, "lado": bytes(32)}
    pseudonyms.note_people(warehouse, table, people("P1", "P2", " P1 ", None, " "))
    assert pseudonyms.add_lacking(warehouse, keys) == 2
    pseudonyms.note_people(warehouse, table, people("P2", "P3"))
    assert pseudonyms.add_lacking(warehouse, keys) == 1
    kept = warehouse.execute("select * from raw.pseudonyms order by natural_key").fetchall()
    assert kept == [
        ("child", name, pseudonyms.pseudonym(KEY, "child", name)) for name in ("P1", "P2", "P3")
    ]
    assert warehouse.execute("select count(*) from raw_lado.pseudonyms").fetchone() == (0,)


def test_two_people_never_share_a_pseudonym(warehouse, monkeypatch):
    monkeypatch.setattr(pseudonyms, "HEX_DIGITS", 0)
    table = load_contract().tables["ssd_involvements"]
    pseudonyms.note_people(warehouse, table, people("P1", "P2"))
    with pytest.raises(IruError, match="share one pseudonym") as caught:
        pseudonyms.add_lacking(warehouse, {"children": KEY, "lado": KEY})
    assert "P1" not in str(caught.value) and "P2" not in str(caught.value)


def test_another_key_is_recognised_and_refused(warehouse, fresh_module, tmp_path):
    own = fresh_module.with_(state=tmp_path)
    keys = pseudonyms.require_keys(warehouse, own)
    assert pseudonyms.require_keys(warehouse, own) == keys
    write(folder(own) / "pseudonyms_lado.key", "00" * 32)
    with pytest.raises(IruError, match="key of the zone lado") as caught:
        pseudonyms.require_keys(warehouse, own)
    assert "Put the old key file back" in caught.value.mend


def test_the_database_holds_no_key(warehouse, fresh_module):
    keys = pseudonyms.require_keys(warehouse, fresh_module)
    kept = warehouse.execute("select zone, fingerprint from ops.pseudonym_keys").fetchall()
    assert {zone for zone, _ in kept} == keys.keys()
    for zone, fingerprint in kept:
        assert fingerprint not in keys[zone].hex()
        assert len(fingerprint) == 32
