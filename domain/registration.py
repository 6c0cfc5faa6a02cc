"""Registration: an account is matched to a row of the roster by its own phone number."""

from domain.refusals import OfficeError


class NotOnRoster(OfficeError):
    """A stranger: the number is in no row of the roster."""


class NotOwnContact(OfficeError):
    """A forwarded contact, or somebody else's."""


class AlreadyBound(OfficeError):
    """The roster's row already belongs to another account, or the account to another row."""


class WrongCode(OfficeError):
    """No such one-time code, or it was used, or tried too often."""
