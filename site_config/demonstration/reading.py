"""Reading the demonstration's files: TOML front matter between two lines `+++`, then HTML."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Document:
    slug: str
    front: dict[str, Any]
    body: str


def documents(folder: str) -> Iterator[Document]:
    """Every document of `folder`, by name. Raises ValueError naming a file without front matter."""
    for file in sorted((FOLDER / folder).glob("*.html")):
        opening, front, body = file.read_text(encoding="utf-8").split("+++\n", 2)
        if opening.strip():
            raise ValueError(f"{file}: the file must begin with its front matter (+++).")
        yield Document(file.stem, tomllib.loads(front), body.strip())


def table(name: str) -> dict[str, list[dict[str, Any]]]:
    """The lists of a TOML file, or nothing where there is no such file."""
    file = FOLDER / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
