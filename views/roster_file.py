"""What is said in a chat when a roster's file is refused."""

from domain.refusals import OfficeError
from domain.roster_columns import WrongColumns
from domain.roster_file import TooManyRows, UnreadableFile
from domain.roster_import import BadRows, BeginsAbove, NobodyInFile
from views.roster_import import refusal
from views.screen import Screen, explain
from views.texts import Texts


@explain.register(WrongColumns)
@explain.register(UnreadableFile)
@explain.register(TooManyRows)
@explain.register(BadRows)
@explain.register(NobodyInFile)
@explain.register(BeginsAbove)
def not_applied(error: OfficeError, t: Texts) -> Screen:
    return Screen(text=refusal(error, t))
