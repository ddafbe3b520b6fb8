import pytest

from iru.reporting.chart_style import BLUE, COMPARATOR_COLOURS, FONTS, GREY


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [BLUE, GREY])
def test_label_text_can_be_read_on_white(colour):
    assert contrast(colour, "#FFFFFF") >= 4.5


@pytest.mark.parametrize("colour", COMPARATOR_COLOURS)
def test_lines_and_bars_stand_out_from_white(colour):
    assert contrast(colour, "#FFFFFF") >= 3


def test_the_two_bars_of_a_pair_differ_and_white_can_be_read_on_blue():
    assert contrast(BLUE, COMPARATOR_COLOURS[0]) >= 3
    assert contrast(BLUE, "#FFFFFF") >= 4.5


def test_the_fonts_and_their_licence_are_in_the_clone():
    assert {path.name for path in FONTS.iterdir()} == {
        "LiberationSans-Bold.ttf",
        "LiberationSans-Regular.ttf",
        "LICENCE.txt",
    }
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENCE.txt").read_text(encoding="utf-8")
