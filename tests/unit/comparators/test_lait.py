"""Reading LAIT's long file: numbers, symbols, and files that must be refused. Invented values."""

import gzip
from decimal import Decimal

import pytest

from iru.comparators.lait import COLUMNS, SYMBOLS, read_lait
from iru.errors import IruError

HEADER = ",".join(COLUMNS)
ROW = 'Child Protection,CPP_rate,"Plans, rate per 10,000",-,Annual,2016,878,Devon,South West,{}'


def written(tmp_path, *values, header=HEADER, name="lait.csv"):
    path = tmp_path / name
    path.write_text("\n".join([header, *map(ROW.format, values)]) + "\n", encoding="utf-8")
    return path


def refused(path):
    with pytest.raises(IruError) as error:
        list(read_lait(path))
    assert path.name in error.value.message()
    return error.value.what


def test_a_row_is_read_as_it_is_printed(tmp_path):
    (row,) = read_lait(written(tmp_path, "12.5"))
    assert row[:5] == (
        "Child Protection",
        "CPP_rate",
        "Plans, rate per 10,000",
        "-",
        "Annual",
    )
    assert row[5:] == ("2016", "878", "Devon", "South West", Decimal("12.5"), "")


def test_a_number_the_spreadsheet_spoilt_is_mended(tmp_path):
    rows = read_lait(written(tmp_path, "80.400000000000006", "39.800000000000004", "0", "70410"))
    assert [str(row.value) for row in rows] == ["80.4", "39.8", "0", "70410"]


@pytest.mark.parametrize("symbol", [*sorted(SYMBOLS), "C", "Low", ""])
def test_a_symbol_is_kept_and_is_no_number(tmp_path, symbol):
    (row,) = read_lait(written(tmp_path, symbol))
    assert (row.value, row.symbol) == (None, symbol)


def test_a_gzipped_file_with_a_byte_order_mark_is_the_same(tmp_path):
    plain = written(tmp_path, "12.5", "x")
    packed = tmp_path / "lait.csv.gz"
    packed.write_bytes(gzip.compress(b"\xef\xbb\xbf" + plain.read_bytes()))
    assert list(read_lait(packed)) == list(read_lait(plain))


def test_columns_may_stand_in_any_order_with_others_between(tmp_path):
    path = tmp_path / "lait.csv"
    names = ["more", *reversed(COLUMNS)]
    values = {"measure_short": "m", "year": "2016", "la_code": "970", "value": "3"}
    line = ",".join(values.get(name, "") for name in names)
    path.write_text(f"{','.join(names)}\n\n{line}\n", encoding="utf-8")
    (row,) = read_lait(path)
    assert (row.measure_short, row.la_code, row.value) == ("m", "970", 3)


def test_a_file_is_read_no_further_than_it_is_asked(tmp_path):
    rows = read_lait(written(tmp_path, "1", "not a number"))
    assert next(rows).value == 1
    with pytest.raises(IruError, match="Line 3 has a value that is neither"):
        next(rows)


def test_a_missing_column_is_named(tmp_path):
    path = written(tmp_path, "1", header=HEADER.replace("year_type,", "kind,"))
    assert refused(path) == "The file lacks the column year_type."


@pytest.mark.parametrize("value", ["twelve", "1,2", "nan", "inf"])
def test_a_value_that_is_no_value_is_named_by_its_line(tmp_path, value):
    assert refused(written(tmp_path, "1", value)).startswith("Line 3 has ")


def test_a_row_without_a_code_is_refused(tmp_path):
    path = written(tmp_path, "1")
    path.write_text(path.read_text(encoding="utf-8").replace(",878,", ",,"), encoding="utf-8")
    assert refused(path) == "Line 2 has no la_code."


def test_files_of_another_kind_are_refused(tmp_path):
    assert refused(tmp_path / "lait.csv") == "The file is not there."
    assert refused(tmp_path / "lait.xlsx") == "The file is neither .csv nor .csv.gz."
    assert refused(written(tmp_path)) == "The file has no rows."
    plain_text = written(tmp_path, "1", name="lait.csv.gz")
    assert refused(plain_text) == "The file is broken or of another kind (BadGzipFile)."
    cut_short = tmp_path / "cut.csv.gz"
    cut_short.write_bytes(gzip.compress(written(tmp_path, *"123").read_bytes())[:-20])
    assert refused(cut_short).startswith("The file is broken")
    latin = tmp_path / "latin.csv"
    latin.write_bytes(HEADER.encode() + "\nt,m,caf\xe9,,Annual,2016,1,a,r,1\n".encode("latin-1"))
    assert refused(latin) == "The file is broken or of another kind (UnicodeDecodeError)."
