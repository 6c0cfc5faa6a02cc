"""Photos and documents that passed through the platform, kept whole under their identifiers."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import PurePosixPath
from typing import Any

from playground.refusals import bad_request

LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_DOWNLOAD = 20 * 1024 * 1024


class FileKind(StrEnum):
    PHOTO = "Photo"
    DOCUMENT = "Document"
    STICKER = "Sticker"

    @property
    def folder(self) -> str:
        return f"{self.value.lower()}s"


@dataclass(frozen=True)
class Upload:
    filename: str
    content: bytes
    content_type: str = ""


@dataclass(frozen=True)
class StoredFile:
    id: str
    unique_id: str
    kind: FileKind
    path: str
    content: bytes
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.content)

    def json(self) -> dict[str, Any]:
        return self.details | {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }


class FileStore:
    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._paths: dict[str, StoredFile] = {}
        self._sizes: dict[str, list[StoredFile]] = {}
        self._numbers: Iterator[int] = count()

    def keep(
        self, content: bytes, *, kind: FileKind, name: str, details: dict[str, Any] | None = None
    ) -> StoredFile:
        number = next(self._numbers)
        path = f"{kind.folder}/file_{number}{PurePosixPath(name).suffix}"
        seed = f"{kind} {number} ".encode() + content
        digest = hashlib.sha256(seed).digest()
        stored = StoredFile(
            id="AgAC" + base64.urlsafe_b64encode(digest).decode().rstrip("="),
            unique_id="AQAD" + base64.urlsafe_b64encode(digest[:9]).decode(),
            kind=kind,
            path=path,
            content=content,
            details=details or {},
        )
        self._files[stored.id] = self._paths[path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        if file_id not in self._files:
            raise bad_request("invalid file_id")
        return self._files[file_id]

    def known(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def bind(self, sizes: list[StoredFile]) -> list[StoredFile]:
        """One picture in several sizes: who sends one of them again sends all."""
        self._sizes |= {size.id: sizes for size in sizes}
        return sizes

    def sizes_of(self, stored: StoredFile) -> list[StoredFile]:
        return self._sizes[stored.id]

    def at(self, path: str) -> StoredFile | None:
        return self._paths.get(path)
