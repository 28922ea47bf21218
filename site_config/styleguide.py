"""`/styleguide/`: every component of the public pages on one page, by the partials that pages use.

For staff. Nothing here is stored: the samples are made of what models and forms are without rows.
"""

import datetime as dt
import json
import re
from pathlib import Path
from typing import NamedTuple

from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.staticfiles import finders
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles.article_page import Adjacent, ArticlePage, Question, breadcrumbs
from articles.images.pictures import lead_picture
from articles.models import Author, Category, Companion, Edition, Image, Kind, Tag, Team
from articles.reader_forms import ContactForm
from articles.rendering.body import render_body
from comments.forms import CommentForm
from site_config.kit import html
from site_config.kit.methods import require_safe
from site_config.kit.stencils import fill

_TOKEN = re.compile(r"--(?P<name>[\w-]+): (?P<value>[^;]+);")
BODY = """
<h2>Heading</h2><p>A paragraph with <strong>weight</strong>, <em>stress</em>, a <a href="/">link</a>
and a reference to a source [1].</p><ul><li>A list</li><li>of two entries</li></ul>
<h3>Smaller heading</h3><blockquote><p>A quotation.</p></blockquote>
<h2>Table</h2><table><caption>Hours of sleep</caption><thead><tr><th>Age</th><th>Hours</th></tr>
</thead><tbody><tr><td>Adults</td><td>7 to 9</td></tr></tbody></table>
<h2>Numbered list</h2><ol><li>First</li><li>Second</li></ol>
"""


class Token(NamedTuple):
    """A custom property of `tokens.css`; `dark` is empty where it is the same in the dark."""

    name: str
    light: str
    dark: str

    @property
    def is_colour(self) -> bool:
        return self.light.startswith("#")


@require_safe
@never_cache
@staff_member_required
def styleguide(request: HttpRequest) -> HttpResponse:
    article = _article()
    context = {
        "noindex": True,
        "tokens": _tokens(),
        "page": article,
        "edition": article.edition,
        "card": _card(article.edition),
        "comments": _comments(),
        "preview": {"revision_number": 7, "expires_at": timezone.now(), "note": ""},
        "hits": fill("articles/_hit.html", [_hit()]),
        "numbers": _second_of_three(),
        "contact_form": ContactForm(),
        "comment_form": CommentForm({"name": "", "email": "nowhere", "body": ""}),
    }
    return render(request, "styleguide.html", context)


def _tokens() -> list[Token]:
    """What `tokens.css` says, so that this page cannot say anything else."""
    sheet = finders.find("css/tokens.css")
    if sheet is None:
        return []
    light, _media, dark = Path(sheet).read_text(encoding="utf-8").partition("@media")
    in_the_dark = dict(_TOKEN.findall(dark))
    return [Token(name, value, in_the_dark.get(name, "")) for name, value in _TOKEN.findall(light)]


def _article() -> ArticlePage:
    body = render_body(html.clean(BODY, html.ARTICLE), source_count=1)
    writer = Author(name="Ana Alonso", slug="ana-alonso", credentials="RN")
    reviewer = Author(name="Dora Dean", slug="dora-dean", credentials="MD")
    edition = _edition(body.html, body.contents)
    question = _("What does a question look like?")
    words = _("Like this, with its answer below it.")
    asked = Question(
        number=1,
        question=question,
        answer=html.stored(f"<p>{words}</p>"),
        text=words,
        anchor="question-1",
        path="#",
    )
    return ArticlePage(
        edition=edition,
        picture=lead_picture(edition),
        social_image=None,
        body=html.stored(body.html),
        writers=[writer],
        reviewers=[reviewer],
        is_unreviewed=True,
        noindex=True,
        tags=[Tag(name=_("Rest"), slug="rest"), Tag(name=_("Night"), slug="night")],
        faqs=[asked],
        related=[_card(edition)] * 3,
        adjacent=Adjacent(_card(edition), _card(edition)),
        breadcrumbs=breadcrumbs((_("Articles"), "/articles/"), (edition.title, "#")),
    )


def _edition(body: str, contents: list[dict[str, object]]) -> Edition:
    now = timezone.now()
    return Edition(
        article_kind=Kind.ARTICLE,
        path="/styleguide/",
        title=_("The title of an article"),
        summary=_("A standfirst says in two lines what the article is about."),
        body=body,
        contents=contents,
        word_count=900,
        category=Category(name=_("Sleep"), slug="sleep", disclaimer=_("A disclaimer stands here.")),
        team=Team(name=_("Sleep Team"), slug="sleep-team"),
        sources=[{"number": 1, "cited": True, "title": "A study", "publisher": "A journal"}],
        lead_image=Image.objects.filter(trashed_at=None).order_by("-pk").first(),
        first_published_at=now - dt.timedelta(days=90),
        modified_at=now,
        updates=[{"at": now.isoformat(), "change": "correction", "note": _("A figure was wrong.")}],
        reviewed_at=now,
        review_due_on=timezone.localdate(now) + dt.timedelta(days=365),
    )


def _card(edition: Edition) -> Companion:
    image = edition.lead_image or Image()
    return Companion(
        article_id=0,
        path=edition.path,
        title=edition.title,
        summary=edition.summary,
        answer="",
        search_text="",
        first_published_at=edition.first_published_at,
        category_id=0,
        category__name=edition.category.name if edition.category else "",
        category__slug="sleep",
        lead_image_id=image.pk,
        lead_image_alt="",
        lead_image_caption="",
        lead_image__renditions=json.dumps(image.renditions),
        lead_image__tone=image.tone,
        lead_image__credit=image.credit,
        lead_image__licence=image.licence,
    )


def _comments() -> SafeString:
    day = {"written_on": "2026-01-05", "written": "5 January 2026", "address": "#"}
    text = html.stored(f"<p>{_('What a reader has to say.')}</p>")
    answer = {"number": "2", "name": "Ben", "badge": _("Author"), "answers": "Rita", "text": text}
    removed = {"number": "3", "removed": "yes"}
    below = fill("comments/_comment.html", [{**day, **answer}, removed])
    comment = {"number": "1", "name": "Rita", "text": text, "votes": "3", "reply_address": "#"}
    return fill("comments/_comment.html", [{**day, **comment, "replies": below}])


def _hit() -> dict[str, object]:
    excerpt = html.stored(f"… {_('with the')} <mark>{_('words')}</mark> {_('that were found')} …")
    return {"path": "#", "title": _("What a search found"), "excerpt": excerpt}


def _second_of_three() -> Page[int]:
    return Paginator(range(3), 1).page(2)
