"""What the office refuses: facts that views put into a sentence and a next step."""

from enum import StrEnum


class OfficeError(Exception):
    """Nothing was changed; the person is told why."""


class NotAllowed(OfficeError):
    """The command or button belongs to another role."""


class OutOfReach(OfficeError):
    """A unit, person or row that is unknown or outside the asker's units: never said which."""


class NotYours(OfficeError):
    """Somebody else's button."""


class Over(OfficeError):
    """What the button speaks of has ended or was answered already.

    `ends` takes the message's buttons away; not where the message may have moved on to others.
    """

    def __init__(self, *, ends: bool = True) -> None:
        super().__init__()
        self.ends = ends


class DecidedAlready(Over):
    """Of several who are asked the first decides."""

    def __init__(self, *, by: str, state: StrEnum) -> None:
        super().__init__()
        self.by, self.state = by, state


class TooLong(OfficeError):
    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class LooksLikeResidentId(OfficeError):
    """No records of residents: a text that carries an identity number is not kept."""


class Accepted(StrEnum):
    """What answers a question."""

    BUTTON = "button"
    WORDS = "words"
    BUTTON_OR_WORDS = "button_or_words"
    WORDS_OR_PHOTO = "words_or_photo"
    PLACE = "place"
    DAYS = "days"
    MOMENT = "moment"
    CODE = "code"
    MATERIAL = "material"
    PHONE = "phone"


class NotUnderstood(OfficeError):
    """The answer is not of the kind that was asked for."""

    def __init__(self, accepted: Accepted) -> None:
        super().__init__(accepted)
        self.accepted = accepted


class NameTwice(OfficeError):
    """Several units of this name are within reach: the paths tell them apart."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(names)
        self.names = names
