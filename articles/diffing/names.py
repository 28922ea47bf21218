"""Names for the numbers in the data of articles."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Article, Author, Category, Image, Revision, Role, Tag, Team
from articles.snapshots import ArticleData, ContributionData, FaqUseData

_MODELS: dict[str, Any] = {
    "category": Category,
    "team": Team,
    "tag": Tag,
    "image": Image,
    "author": Author,
    "article": Article,
}


@dataclass(frozen=True)
class Names:
    """What the numbers in some versions of an article stand for."""

    labels: dict[str, dict[int, str]]
    pins: dict[int, Revision]

    @classmethod
    def of(cls, *versions: ArticleData) -> "Names":
        """Look up what `versions` name, in as many queries as there are kinds of things."""
        wanted: dict[str, set[int | None]] = {
            "category": {data["category"] for data in versions},
            "team": {data["team"] for data in versions},
            "tag": {pk for data in versions for pk in data["tags"]},
            "image": {data["lead_image"]["image"] for data in versions},
            "author": {each["author"] for data in versions for each in data["contributors"]},
            "article": {
                *(use["faq"] for data in versions for use in data["faqs"]),
                *(pk for data in versions for pk in data.get("pinned", ())),
            },
        }
        pins = {use.get("revision") for data in versions for use in data["faqs"]}
        return cls(
            {kind: _names(kind, pks - {None}) for kind, pks in wanted.items()},
            Revision.objects.in_bulk([pk for pk in pins if pk]),
        )

    def of_label(self, kind: str, pk: int | None) -> str:
        """The name of a category, team, tag, image or FAQ; a number where it was deleted."""
        if pk is None:
            return ""
        return self.labels[kind].get(pk) or _("number %(number)d, deleted") % {"number": pk}

    def of_person(self, contribution: ContributionData) -> str:
        """A person and what they did, for example “Ana Alonso, Writer”."""
        role = contribution["role"]
        label = Role(role).label if role in Role.values else role
        return f"{self.of_label('author', contribution['author'])}, {label}"

    def of_question(self, use: FaqUseData) -> str:
        return use.get("question") or self.of_label("article", use["faq"])

    def pinned_answer(self, use: FaqUseData) -> str:
        """The answer, as HTML, that an article was saved with; empty where it is not known."""
        pinned = self.pins.get(use.get("revision") or 0)
        return str(pinned.data["body"]) if pinned else ""


def _names(kind: str, pks: Iterable[int | None]) -> dict[int, str]:
    found = _MODELS[kind]._default_manager.in_bulk([pk for pk in pks if pk])
    return {pk: str(each) for pk, each in found.items()}
