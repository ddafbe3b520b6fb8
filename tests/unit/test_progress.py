import io

from iru import progress as module
from iru.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_every_item_passes_and_the_count_is_said():
    out = io.StringIO()
    assert list(progress(["a", "b", "c"], "tables", stream=out)) == ["a", "b", "c"]
    assert out.getvalue().startswith("tables: 3 of 3, ")
    assert out.getvalue().count("\n") == 1  # a log stays short


def test_without_a_length_there_is_no_total():
    out = io.StringIO()
    assert list(progress(iter(range(2)), "rows", stream=out)) == [0, 1]
    assert out.getvalue().startswith("rows: 2, ")


def test_a_total_can_be_given():
    out = io.StringIO()
    assert sum(1 for _ in progress(iter(range(2_000)), "rows", 2_000, stream=out)) == 2_000
    assert "rows: 2,000 of 2,000" in out.getvalue()


def test_nothing_to_do_is_said_too():
    out = io.StringIO()
    assert list(progress([], "tables", stream=out)) == []
    assert out.getvalue().startswith("tables: 0 of 0, ")


def test_a_terminal_shows_one_line_rewritten():
    out = Terminal()
    list(progress("ab", "letters", stream=out))
    first, second, last = out.getvalue().split("\r")[1:]
    assert (first, second) == ("letters: 1 of 2", "letters: 2 of 2")
    assert last.startswith("letters: 2 of 2, ") and last.endswith("\n")


def test_a_log_gets_a_line_now_and_then(monkeypatch):
    monkeypatch.setattr(module, "LOG_EVERY_SECONDS", 0.0)
    out = io.StringIO()
    list(progress("ab", "letters", stream=out))
    assert out.getvalue().splitlines()[:2] == ["letters: 1 of 2", "letters: 2 of 2"]
