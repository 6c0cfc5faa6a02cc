"""The Latin spelling of a name, kept beside it, so that a long list is searched in its table."""

from sqlalchemy.engine.default import DefaultExecutionContext

from domain.spelling import SURNAMES, spellings, surname_of


def spelled(name: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - its words take 54 MiB and half a second

    head = surname_of(name)
    rest = lazy_pinyin(name[len(head) :])
    readings = [reading.split() for reading in SURNAMES[head]] if head else [[]]
    return spellings([[*reading, *rest] for reading in readings])


def spelled_of_row(context: DefaultExecutionContext) -> str:
    """For every row that is written with a name, in however large a statement."""
    row: dict[str, str] = context.get_current_parameters()  # type: ignore[no-untyped-call]
    return spelled(row["name"])
