"""Registration: an account is matched to a row of the roster by its own phone number."""

from enum import StrEnum, auto

from domain.refusals import OfficeError


class Entry(StrEnum):
    """How somebody came in, or why not yet: a word of the log, where refusals have theirs."""

    REGISTERED = auto()
    NOT_ON_ROSTER = auto()
    BOUND_ELSEWHERE = auto()
    ADMINISTRATOR = auto()
    WRONG_CODE = auto()


class NotRegistered(OfficeError):
    """Somebody whom the office does not know yet, or will never know."""


class TypedNumber(OfficeError):
    """A number that was typed proves nothing."""


class NotOnRoster(OfficeError):
    """A stranger: the number is in no row of the roster."""


class NotOwnContact(OfficeError):
    """A forwarded contact, or somebody else's."""


class BoundElsewhere(OfficeError):
    """The roster's row belongs to another account, and this account to nobody."""


class AlreadyBound(OfficeError):
    """The roster's row already belongs to another account, or the account to another row."""
