"""A question or a related article, as the page of an article shows it."""

import datetime as dt
from typing import NamedTuple

from articles.models.image import Image, Rendition
from articles.models.people import Author
from articles.models.taxonomy import Category


class Companion(NamedTuple):
    """All that is shown of it, as an edition has it; read by `EditionQuerySet.as_companions()`.

    An article has a dozen of them, and a row is made in a fifth of the time of three models.
    `answer` and `search_text` are those of a question, and empty for an article.
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
    lead_image__renditions: list[Rendition]
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
    def category(self) -> Category | None:
        if self.category_id is None:
            return None
        return Category(pk=self.category_id, name=self.category__name, slug=self.category__slug)

    @property
    def lead_image(self) -> Image | None:
        if self.lead_image_id is None:
            return None
        return Image(
            pk=self.lead_image_id,
            renditions=self.lead_image__renditions,
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
