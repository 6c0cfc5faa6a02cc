"""What can be wrong with a setting: a fact that the command line puts into a sentence."""

from enum import StrEnum, auto

from domain.refusals import OfficeError


class Flaw(StrEnum):
    UNCLEAR = auto()
    IDS = auto()
    TOKEN = auto()
    NO_TOKEN = auto()
    TIMEZONE = auto()
    LANGUAGE = auto()
    DATABASE = auto()
    DRIVER = auto()
    VERSION = auto()
    ADDRESS = auto()
    OPEN_ADDRESS = auto()
    LISTEN = auto()
    SECRET = auto()
    WEBHOOK_PARTS = auto()
    METRICS = auto()
    RATE = auto()
    TAKEN = auto()


class WrongSetting(OfficeError):
    """Said to the operator, in one sentence that repeats no value; `name` is MUSTER_…"""

    def __init__(self, name: str, flaw: Flaw) -> None:
        super().__init__(name, flaw)
        self.name, self.flaw = name, flaw
