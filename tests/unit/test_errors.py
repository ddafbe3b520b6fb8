from iru.errors import IruError


def test_the_three_parts_are_a_line_each():
    error = IruError("The extract is empty.", where="ssd_person", mend="Ask for it again.")
    assert error.message() == (
        "The extract is empty.\n  where: ssd_person\n  mend:  Ask for it again."
    )
    assert str(error) == error.message()


def test_empty_parts_are_left_out():
    assert IruError("The extract is empty.").message() == "The extract is empty."
    assert IruError("Empty.", mend="Ask.").message() == "Empty.\n  mend:  Ask."
