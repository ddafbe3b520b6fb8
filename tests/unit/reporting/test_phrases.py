from markupsafe import Markup

from iru.reporting.phrases import joined, the, words


def test_counts_of_measures_are_said_in_words():
    assert [words(count) for count in (0, 1, 12, 20, 21)] == ["no", "one", "twelve", "twenty", "21"]


def test_pieces_are_joined_and_escaped():
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert joined(["<b>", Markup("<i>x</i>")]) == "&lt;b&gt; and <i>x</i>"
    assert joined([]) == ""


def test_areas_take_an_article_where_one_says_it():
    named = {area: the(area) for area in ("England", "South West", "Statistical neighbours")}
    assert named == {
        "England": "England",
        "South West": "the South West",
        "Statistical neighbours": "the statistical neighbours",
    }
