"""Articles, and what there is to read, as Markdown: for programs that read as people do."""

from collections.abc import Iterator
from urllib.parse import urljoin

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _

from articles.article_page import ArticlePage
from articles.listings import FrontPage
from articles.models import Edition
from site_config.kit.dates import Calendar
from site_config.kit.html import escaped, markdown
from site_config.kit.site.present import Site


def path_of(edition: Edition) -> str:
    """Where an article stands as Markdown: /articles/sleep.md."""
    return f"{edition.path.rstrip('/')}.md"


def of_article(page: ArticlePage) -> str:
    """The article with its questions and sources, as readers of its page have it."""
    return _joined(_article(page))


def of_site(site: Site, front: FrontPage) -> str:
    """What there is to read (llmstxt.org): the newest articles of each category."""
    return _joined(_site(site, front))


def _joined(blocks: Iterator[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _article(page: ArticlePage) -> Iterator[str]:
    edition = page.edition
    yield f"# {escaped(edition.title)}"
    yield escaped(edition.summary)
    yield "\n".join(_facts(page))
    if page.is_unreviewed:
        yield _("This article has not been reviewed by a medical professional.")
    if page.picture:
        yield f"![{escaped(page.picture.alt)}]({_address(page.picture.src)})"
    yield _markdown(page.body)
    if page.faqs:
        yield f"## {_('Frequently Asked Questions')}"
    for question in page.faqs:
        yield f"### {escaped(question['question'])}"
        yield _markdown(question["answer"])
    if edition.sources:
        yield f"## {_('Sources')}"
        yield "\n".join(_sources(edition))
    if edition.category and edition.category.disclaimer:
        yield escaped(edition.category.disclaimer)


def _facts(page: ArticlePage) -> Iterator[str]:
    """What stands at the head and at the foot of the page, a line each."""
    edition, calendar = page.edition, Calendar()
    told = [
        (_("Address"), _address(edition.path)),
        (_("By"), ", ".join(_with_credentials(w.name, w.credentials) for w in page.writers)),
        (
            _("Medically reviewed by"),
            ", ".join(_with_credentials(each.name, each.credentials) for each in page.reviewers)
            or _with_credentials(edition.reviewed_by, edition.reviewer_credential),
        ),
        (_("Reviewed"), calendar.day(edition.reviewed_at) if edition.reviewed_at else ""),
        (_("Published"), calendar.day(edition.first_published_at)),
        (_("Updated"), calendar.day(edition.modified_at) if edition.is_updated else ""),
        (_("Category"), edition.category.name if edition.category else ""),
        (_("Team"), edition.team.name if edition.team else ""),
        (_("Tags"), ", ".join(tag.name for tag in page.tags)),
    ]
    return (f"- {name}: {_line(value)}" for name, value in told if value)


def _line(value: str) -> str:
    return value if value.startswith(settings.SITE_URL) else escaped(value)


def _with_credentials(name: str, credentials: str) -> str:
    return f"{name} ({credentials})" if credentials else name


def _sources(edition: Edition) -> Iterator[str]:
    for source in edition.sources:
        doi, year = source.get("doi"), source.get("year")
        parts = [source["title"], source.get("publisher") or "", str(year or "")]
        words = escaped(", ".join(part for part in parts if part))
        address = source.get("url") or (f"https://doi.org/{doi}" if doi else "")
        yield f"{source['number']}. {words}" + (f" <{iri_to_uri(address)}>" if address else "")


def _site(site: Site, front: FrontPage) -> Iterator[str]:
    yield f"# {escaped(site.name)}"
    if site.tagline:
        yield f"> {escaped(site.tagline)}"
    for section in front.sections:
        yield f"## {escaped(section.category.name)}"
        yield escaped(section.category.description)
        yield "\n".join(map(_entry, section.editions))


def _entry(edition: Edition) -> str:
    link = f"- [{escaped(edition.title)}]({_address(path_of(edition))})"
    return f"{link}: {escaped(edition.summary)}" if edition.summary else link


def _markdown(body: str) -> str:
    return markdown(body, base=settings.SITE_URL)


def _address(path: str) -> str:
    return iri_to_uri(urljoin(settings.SITE_URL, path))
