"""The one kind of error that is shown to a person."""

from __future__ import annotations


class IruError(Exception):
    """Something a person can mend.

    what:  what is wrong, in one sentence.
    where: the table, file, setting or step it was found in.
    mend:  what to do about it.

    None of the three may carry a name, a date of birth or free text of a case record: errors
    reach logs, and logs are read by people who may not read case records.
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what, self.where, self.mend = what, where, mend
        super().__init__(self.message())

    def message(self) -> str:
        """The three parts, a line each; empty parts are left out."""
        lines = [self.what]
        if self.where:
            lines.append(f"  where: {self.where}")
        if self.mend:
            lines.append(f"  mend:  {self.mend}")
        return "\n".join(lines)
