import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from byhand import SHARE, STOCK, figure

from iru.reporting.manifest import figures_csv, is_whole, manifest, sha256
from iru.reporting.model import Edition

EDITION = Edition(
    "annual-2016-17-restricted-v1", "annual", "2016-17", 1, "draft", "restricted",
    date(2017, 5, 14), datetime(2017, 5, 15, 1, tzinfo=UTC), "b000001", "Sample", "abc", True,
    "f" * 64, "rules", 2, "c" * 64,
)  # fmt: skip


def test_the_csv_threads_each_figure_back_to_its_build():
    given = [figure(STOCK, 682), figure(SHARE, over=(1800, 1896))]
    rows = list(csv.DictReader(io.StringIO(figures_csv(EDITION, given, [STOCK, SHARE]).decode())))
    assert [row["shown"] for row in rows] == ["682", "95%"]
    assert rows[1]["build_id"] == "b000001"
    assert (rows[1]["numerator"], rows[1]["denominator"]) == ("1800", "1896")
    assert rows[1]["figure_key"] == given[1].key
    assert rows[1]["definition_version"] == "1"


def test_the_manifest_holds_a_hash_of_every_file_and_of_the_figures():
    facts = json.loads(manifest(EDITION, {"a.html": b"page"}, "made"))
    assert facts["files"] == {"a.html": {"bytes": 4, "sha256": sha256(b"page")}}
    assert facts["figures"] == {"count": 2, "sha256": "c" * 64}
    assert facts["edition"]["data_as_at"] == "2017-05-14"
    assert facts["code"]["has_uncommitted_changes"] is True


@pytest.mark.parametrize("harm", ["missing", "altered", "no manifest", "none"])
def test_a_folder_is_whole_only_if_every_file_is_there_unchanged(tmp_path, harm):
    (tmp_path / "a.html").write_bytes(b"page")
    (tmp_path / "manifest.json").write_bytes(manifest(EDITION, {"a.html": b"page"}, "made"))
    if harm == "missing":
        (tmp_path / "a.html").unlink()
    if harm == "altered":
        (tmp_path / "a.html").write_bytes(b"pagf")
    if harm == "no manifest":
        (tmp_path / "manifest.json").unlink()
    assert is_whole(tmp_path, "manifest.json") is (harm == "none")
