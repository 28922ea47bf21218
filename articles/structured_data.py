"""What pages tell search engines about themselves, as things of schema.org.

Pure functions from what a page shows to dictionaries; `{% data_block %}` prints them. Nothing is
told here that readers of the page do not see.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from articles.article_page import ArticlePage, Crumb
from articles.images.pictures import Picture
from articles.images.social_images import SocialImage
from articles.models import Author, Edition
from site_config.kit.data_blocks import Thing
from site_config.kit.html import plain_text
from site_config.kit.links import Link
from site_config.kit.site.present import Site


def of_article(page: ArticlePage, site: Site) -> list[Thing]:
    """The article, the questions below it, and the way to it."""
    asked = [(each["question"], each["text"]) for each in page.faqs]
    faqs = _questions(page.edition.path, asked, site)
    return [_article(page, site), *faqs, _trail(page.breadcrumbs)]


def of_question(edition: Edition, body: str, trail: Sequence[Crumb], site: Site) -> list[Thing]:
    """A question with its answer on a page of its own, and the way to it."""
    asked = [(edition.title, plain_text(body))]
    return [*_questions(edition.path, asked, site), _trail(trail)]


def of_list(trail: Sequence[Crumb]) -> list[Thing]:
    return [_trail(trail)]


def of_author(
    author: Author,
    *,
    bio: str,
    photo: Picture | None,
    links: Iterable[Link],
    trail: Sequence[Crumb],
) -> list[Thing]:
    """The page of a person; `links` are where else the person is to be found."""
    person = {
        **_person(author),
        "description": plain_text(bio),
        "image": _picture(photo),
        "sameAs": [link.address for link in links],
    }
    profile = {
        "@type": "ProfilePage",
        "url": _address(author.get_absolute_url()),
        "mainEntity": _told(person),
    }
    return [profile, _trail(trail)]


def of_home(site: Site) -> list[Thing]:
    """The site, the search that it offers, and who publishes it."""
    website = {
        "@type": "WebSite",
        "@id": _address("/#website"),
        "name": site.name,
        "description": site.tagline,
        "url": _address("/"),
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": {"@id": _address("/#publisher")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": _address("/search/?q=") + "{search_term_string}",
            "query-input": "required name=search_term_string",
        },
    }
    return [_told(website), _publisher(site)]


def _article(page: ArticlePage, site: Site) -> Thing:
    edition, category = page.edition, page.edition.category
    address = _address(edition.path)
    is_health = category is not None and category.is_health
    review = _review(page)
    # Only a page can have been reviewed, and only the one on health is itself called a page.
    on = {} if is_health else {"mainEntityOfPage": {"@type": "WebPage", "@id": address, **review}}
    article = {
        "@type": "MedicalWebPage" if is_health else "Article",
        "@id": article_id(edition.path),
        "url": address,
        **(review if is_health else on),
        "headline": edition.title,
        "description": edition.summary,
        "image": _picture(page.picture) or _card(page.social_image),
        "datePublished": _moment(edition.first_published_at),
        "dateModified": _moment(edition.modified_at),
        "author": [_person(writer) for writer in page.writers] or [_publisher(site)],
        "publisher": _publisher(site),
        "citation": list(_citations(edition)),
        "articleSection": "" if is_health or category is None else category.name,
        "inLanguage": settings.LANGUAGE_CODE,
    }
    return _told(article)


def article_id(path: str) -> str:
    """The name by which other things of the same page point at the article."""
    return _address(f"{path}#article")


def _review(page: ArticlePage) -> Thing:
    edition = page.edition
    signed = {
        "@type": "Person",
        "name": edition.reviewed_by,
        "honorificSuffix": edition.reviewer_credential,
    }
    people = [_person(each) for each in page.reviewers]
    return _told(
        {
            "lastReviewed": edition.reviewed_at and _day(edition.reviewed_at),
            "reviewedBy": people or ([_told(signed)] if edition.reviewed_by else []),
        }
    )


def _questions(path: str, pairs: Sequence[tuple[str, str]], site: Site) -> list[Thing]:
    """Questions with the words of their answers: those that readers see and no others."""
    if not (pairs and site.tells_questions):
        return []
    asked = [
        {
            "@type": "Question",
            "name": question,
            "acceptedAnswer": {"@type": "Answer", "text": answer},
        }
        for question, answer in pairs
    ]
    return [{"@type": "FAQPage", "@id": _address(f"{path}#questions"), "mainEntity": asked}]


def _citations(edition: Edition) -> Iterator[Thing]:
    for source in edition.sources:
        doi = source.get("doi")
        yield _told(
            {
                "@type": "CreativeWork",
                "name": source["title"],
                "url": source.get("url") or (f"https://doi.org/{doi}" if doi else ""),
            }
        )


def _trail(crumbs: Sequence[Crumb]) -> Thing:
    items = [
        {
            "@type": "ListItem",
            "position": place,
            "name": crumb["title"],
            "item": _address(crumb["url"]),
        }
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _person(author: Author) -> Thing:
    return _told(
        {
            "@type": "Person",
            "name": author.name,
            "honorificSuffix": author.credentials,
            "url": _address(author.get_absolute_url()),
        }
    )


def _publisher(site: Site) -> Thing:
    logo = site.logo
    return _told(
        {
            "@type": "Organization",
            "@id": _address("/#publisher"),
            "name": site.name,
            "url": _address("/"),
            "logo": _image(logo.src, logo.width, logo.height) if logo else None,
        }
    )


def _picture(picture: Picture | None) -> Thing | None:
    return _image(picture.src, picture.width, picture.height) if picture else None


def _card(card: SocialImage | None) -> Thing | None:
    return _image(card.address, card.width, card.height) if card else None


def _image(src: str, width: int, height: int) -> Thing:
    return {"@type": "ImageObject", "url": _address(src), "width": width, "height": height}


def _told(thing: Thing) -> Thing:
    """The thing without what is not known of it."""
    return {name: value for name, value in thing.items() if value}


def _address(path: str) -> str:
    """A whole address; files may be on another host already."""
    return _spelt(f"{settings.SITE_URL}{path}" if path.startswith("/") else path)


@lru_cache(maxsize=4_096)
def _spelt(address: str) -> str:
    """Pages name a dozen addresses each, most of them again and again."""
    return iri_to_uri(address)


def _moment(moment: dt.datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _day(moment: dt.datetime) -> str:
    return timezone.localdate(moment).isoformat()
