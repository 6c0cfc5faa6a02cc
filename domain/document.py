"""A file that the office makes for somebody: a spreadsheet, never anything that was sent in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Document:
    """`name` is what the person sees, such as 三里社区.xlsx, and never a path."""

    name: str
    content: bytes
