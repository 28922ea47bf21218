"""A question or a related article, as the page of an article shows it."""

import datetime as dt
import json
from typing import NamedTuple

from articles.models.image import Rendition
from articles.models.label_paths import path_of
from articles.models.people import Author


class CompanionCategory(NamedTuple):
    """The category that a companion stands in."""

    name: str
    slug: str

    def get_absolute_url(self) -> str:
        return path_of("category", self.slug)


class CompanionImage(NamedTuple):
    """The picture of a companion, as far as `articles.images.pictures` asks for it."""

    renditions: list[Rendition]
    tone: str
    credit: str
    licence: str


class Companion(NamedTuple):
    """All that is shown of it, as an edition has it; read by `EditionQuerySet.as_companions()`.

    An article has a dozen of them, and a row is made in a fifth of the time of three models.
    `answer` and `search_text` are those of a question, and empty for an article. The files of its
    picture come as JSON: of a dozen that might be shown, three are.
    """

    article_id: int
    path: str
    title: str
    summary: str
    answer: str
    search_text: str
    first_published_at: dt.datetime
    category_id: int | None
    category__name: str
    category__slug: str
    lead_image_id: int | None
    lead_image_alt: str
    lead_image_caption: str
    lead_image__renditions: str
    lead_image__tone: str
    lead_image__credit: str
    lead_image__licence: str

    @property
    def body(self) -> str:
        return self.answer

    @property
    def text(self) -> str:
        """The words of the answer, as they were found when it was published."""
        return text_of(self.title, self.summary, self.search_text)

    @property
    def writers(self) -> list[Author]:
        """Nobody: the card of a related article does not name them."""
        return []

    @property
    def anchor(self) -> str:
        return question_anchor(self.path)

    @property
    def category(self) -> CompanionCategory | None:
        if self.category_id is None:
            return None
        return CompanionCategory(self.category__name, self.category__slug)

    @property
    def lead_image(self) -> CompanionImage | None:
        if self.lead_image_id is None:
            return None
        return CompanionImage(
            renditions=json.loads(self.lead_image__renditions),
            tone=self.lead_image__tone,
            credit=self.lead_image__credit,
            licence=self.lead_image__licence,
        )


def text_of(title: str, summary: str, search_text: str) -> str:
    """What follows title and summary, with which `search_text` begins."""
    return search_text[len(title) + len(summary) + 2 :]


def question_anchor(path: str) -> str:
    """The id of the question with its own page at `path` on the pages of articles that show it."""
    return "question-" + path.strip("/").rpartition("/")[2]
