"""`{% article page %}`, and those of its parts that stand on other pages too.

Their templates are stencils (see site_config.kit.stencils); here is what is put into them.
"""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from django import template
from django.template.defaultfilters import linebreaks_filter
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from articles.article_page import ArticlePage, Crumb
from articles.models import Author, Edition, Tag
from articles.templatetags.cards import variables_of_card
from site_config.kit.dates import Calendar
from site_config.kit.enumerating import conjunction
from site_config.kit.site.present import site
from site_config.kit.stencils import fill

register = template.Library()

# A shorter text is read faster than its table of contents.
HEADINGS_OF_CONTENTS = 3

Variables = dict[str, object]


@register.simple_tag
def article(page: ArticlePage) -> SafeString:
    """See `parts/_article.html`."""
    return fill("parts/_article.html", [_variables(page)])


@register.simple_tag
def breadcrumbs(trail: Sequence[Crumb]) -> SafeString:
    """See `parts/_breadcrumbs.html`."""
    return fill("parts/_breadcrumbs.html", [{"crumbs": _crumbs(trail)}])


@register.simple_tag
def byline(edition: Edition, writers: Sequence[Author]) -> SafeString:
    """See `parts/_byline.html`."""
    return fill("parts/_byline.html", [_byline(edition, writers)])


@register.simple_tag
def sources(edition: Edition) -> SafeString:
    """See `parts/_sources.html`."""
    return fill("parts/_sources.html", [{"sources": _sources(edition)}])


@register.simple_tag
def updates(edition: Edition) -> SafeString:
    """See `parts/_updates.html`."""
    return fill("parts/_updates.html", [{"updates": _updates(edition)}])


def _variables(page: ArticlePage) -> Variables:
    edition = page.edition
    category, team = edition.category, edition.team
    previous, following = page.adjacent.previous, page.adjacent.following
    disclaimer = category.disclaimer if category else ""
    return {
        **(vars(page.picture) if page.picture else {}),
        **_byline(edition, page.writers),
        **_trust(page),
        "crumbs": _crumbs(page.breadcrumbs),
        "title": edition.title,
        "summary": edition.summary,
        "contents": _contents(edition.contents),
        "body": page.body,
        "unreviewed": page.is_unreviewed,
        "disclaimer": linebreaks_filter(disclaimer) if disclaimer else "",
        "questions": fill("parts/_faq.html", page.faqs),
        "sources": _sources(edition),
        "tags": fill("parts/_tag.html", map(_tag, page.tags)),
        "category": category.name if category else "",
        "category_path": category.get_absolute_url() if category else "",
        "team": team.name if team else "",
        "team_path": team.get_absolute_url() if team else "",
        # A preview is of no edition that readers have.
        "report_path": f"{edition.path}report/" if edition.pk else "",
        "mail_link": _mail_link(edition) if edition.pk else "",
        "previous": previous.title if previous else "",
        "previous_path": previous.path if previous else "",
        "next": following.title if following else "",
        "next_path": following.path if following else "",
        "related": fill("parts/_related_card.html", map(variables_of_card, page.related)),
    }


def _crumbs(trail: Sequence[Crumb]) -> SafeString:
    """The last entry is the page itself and leads nowhere."""
    return fill("parts/_crumb.html", [*trail[:-1], {**trail[-1], "url": ""}])


def _byline(edition: Edition, writers: Sequence[Author]) -> Variables:
    calendar = Calendar()
    updated = edition.is_updated
    minutes = edition.reading_minutes
    return {
        "writers": _writers(writers),
        "published": calendar.day(edition.first_published_at),
        "published_at": _local(edition.first_published_at),
        "updated": calendar.day(edition.modified_at) if updated else "",
        "updated_at": _local(edition.modified_at) if updated else "",
        "updates": _updates(edition),
        "reading_time": ngettext(
            "%(minutes)s minute to read", "%(minutes)s minutes to read", minutes
        )
        % {"minutes": minutes},
    }


def _trust(page: ArticlePage) -> Variables:
    """Who vouches for an article, and until when: only what is known."""
    edition, calendar = page.edition, Calendar()
    reviewed, due, sources = edition.reviewed_at, edition.review_due_on, len(edition.sources)
    signed = ", ".join(filter(None, (edition.reviewed_by, edition.reviewer_credential)))
    is_health = edition.category is not None and edition.category.is_health
    return {
        "reviewers": _writers(page.reviewers) or signed,
        "is_medical": bool(page.reviewers) or is_health,
        "reviewed": calendar.day(reviewed) if reviewed else "",
        "reviewed_on": calendar.day_for_machines(reviewed) if reviewed else "",
        "review_due": calendar.date(due) if due else "",
        "review_due_on": due or "",
        "source_count": ngettext("%(number)s source", "%(number)s sources", sources)
        % {"number": sources}
        if sources
        else "",
    }


def _mail_link(edition: Edition) -> str:
    """What opens the reader's own mail program."""
    said = {"subject": edition.title, "body": f"{site().url}{edition.path}"}
    return f"mailto:?{urlencode(said, safe=':/', quote_via=quote)}"


def _writers(writers: Sequence[Author]) -> SafeString:
    last = len(writers) - 1
    return fill(
        "parts/_writer.html",
        [
            {
                "path": writer.get_absolute_url(),
                "name": writer.name,
                "credentials": writer.credentials,
                "before_others": place < last - 1,
                "before_last": conjunction(writers[last].name) if place == last - 1 else "",
            }
            for place, writer in enumerate(writers)
        ],
        between=" ",
    )


def _updates(edition: Edition) -> SafeString:
    calendar = Calendar()
    return fill(
        "parts/_update.html",
        [
            {
                "change": told.change,
                "note": told.note,
                "day": calendar.day(told.at),
                "at": _local(told.at),
            }
            for told in edition.told_changes
        ],
    )


def _contents(headings: list[dict[str, object]]) -> SafeString:
    on_top = [heading for heading in headings if heading["level"] == 2]
    shown = headings if len(on_top) >= HEADINGS_OF_CONTENTS else []
    return fill("parts/_contents_entry.html", shown)


def _sources(edition: Edition) -> SafeString:
    """Editions keep their sources as JSON, which has no dates."""
    calendar = Calendar()
    rows = []
    for source in edition.sources:
        read = source.get("accessed_on")
        rows.append(
            {**source, "read_on": calendar.date(dt.date.fromisoformat(read)) if read else ""}
        )
    return fill("parts/_source.html", rows)


def _tag(tag: Tag) -> Variables:
    return {"path": tag.get_absolute_url(), "name": tag.name}


def _local(moment: dt.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")
