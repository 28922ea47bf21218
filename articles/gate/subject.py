"""What the checks look at: a revision, and what several of them want to know of it."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from django.utils.html import escape

from articles import snapshots
from articles.models import Category, Revision
from articles.rendering.body import RenderedBody, render_body
from articles.snapshots import ArticleData
from site_config.kit import html


@dataclass(frozen=True)
class Subject:
    revision: Revision

    @cached_property
    def data(self) -> ArticleData:
        """What the revision says, labels as they are now."""
        return snapshots.resolved(self.revision.data)

    @property
    def kind(self) -> str:
        return self.revision.article.kind

    @cached_property
    def category(self) -> Category | None:
        """The category whose rules hold: of one that was merged, that which took it in."""
        category = self.data["category"]
        return Category.objects.filter(pk=category).first() if category else None

    @cached_property
    def tokens(self) -> list[html.Token]:
        return list(html.tokens(self.data["body"]))

    @cached_property
    def rendered(self) -> RenderedBody:
        return render_body(self.data["body"], source_count=len(self.data["sources"]))

    @cached_property
    def paragraphs(self) -> list[str]:
        """The text without markup: a line for each paragraph, heading, item and row."""
        return html.plain_text(self.data["body"]).splitlines()

    def elements(self, *names: str) -> list[tuple[html.StartTag, str]]:
        """The elements of these names in the text, each with the words inside it."""
        found = []
        for index, token in enumerate(self.tokens):
            if isinstance(token, html.StartTag) and token.name in names:
                words = "" if token.name == "img" else self._words_inside(token.name, index)
                found.append((token, words))
        return found

    def _words_inside(self, name: str, index: int) -> str:
        """The words after a start tag, up to the end tag of `name`; pictures speak by their alt."""
        inside: list[html.Token] = []
        for token in islice(self.tokens, index + 1, None):
            if token == html.EndTag(name):
                break
            if isinstance(token, html.StartTag) and token.name == "img":
                inside.append(html.Text(escape(dict(token.attributes).get("alt", ""))))
            else:
                inside.append(token)
        return html.plain_text(html.serialise(inside))
