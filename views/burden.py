"""What a supervisor reads before somebody is asked once more."""

from domain.burden import MOST
from views.texts import Texts


def full_lines(count: int, t: Texts) -> list[str]:
    """Of those whom it would go to; nothing where nobody has been asked so often."""
    if not count:
        return []
    said = t.plural(
        "{n} of them has been asked {most} times or more today.",
        "{n} of them have been asked {most} times or more today.",
        count,
        most=MOST,
    )
    return [said, t("If it can wait, send it tomorrow.")]
