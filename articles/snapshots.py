"""The desk copy as data: one shape for saving, revisions, restoring and importing."""

import datetime as dt
from typing import NotRequired, TypedDict

from articles.models import Article, Contribution, FaqUse, Source, Tombstone

SCHEMA = 1


class ContributionData(TypedDict):
    author: int
    role: str


class SourceData(TypedDict):
    title: str
    publisher: NotRequired[str]
    year: NotRequired[int | None]
    url: NotRequired[str]
    doi: NotRequired[str]
    pmid: NotRequired[str]
    accessed_on: NotRequired[str | None]


class FaqUseData(TypedDict):
    """A FAQ on an article; `revision` pins the text that the article was saved with.

    One that was written in the form of its article has number 0, its `question` and its `answer`
    until it is saved as a FAQ of its own.
    """

    faq: int
    revision: NotRequired[int | None]
    question: NotRequired[str]
    answer: NotRequired[str]


class LeadImageData(TypedDict):
    image: int | None
    alt: str
    decorative: bool
    caption: str


class ArticleData(TypedDict):
    """Everything an editor can change, by value or by primary key; dates in ISO 8601."""

    title: str
    slug: str
    summary: str
    body: str
    category: int | None
    team: int | None
    tags: list[int]
    # Revisions of the first versions have none.
    pinned: NotRequired[list[int]]
    lead_image: LeadImageData
    position: int
    contributors: list[ContributionData]
    sources: list[SourceData]
    faqs: list[FaqUseData]


def blank(**values: object) -> ArticleData:
    """Data of an empty article, with `values` put in."""
    data: ArticleData = {
        "title": "",
        "slug": "",
        "summary": "",
        "body": "",
        "category": None,
        "team": None,
        "tags": [],
        "pinned": [],
        "lead_image": {"image": None, "alt": "", "decorative": False, "caption": ""},
        "position": 0,
        "contributors": [],
        "sources": [],
        "faqs": [],
    }
    unknown = values.keys() - data.keys()
    if unknown:
        raise TypeError(f"An article has no field named {', '.join(sorted(unknown))}.")
    return {**data, **values}  # type: ignore[typeddict-item]


def without_pins(data: ArticleData) -> ArticleData:
    """The data without the revisions of its FAQs: what an editor wrote here, and nothing else."""
    return {**data, "faqs": [{"faq": use["faq"]} for use in data["faqs"]]}


def take(article: Article) -> ArticleData:
    """Read the whole desk copy of `article`."""
    return {
        "title": article.title,
        "slug": article.slug,
        "summary": article.summary,
        "body": article.body,
        "category": article.category_id,
        "team": article.team_id,
        "tags": sorted(article.tags.values_list("pk", flat=True)),
        "pinned": sorted(article.pinned.values_list("pk", flat=True)),
        "lead_image": {
            "image": article.lead_image_id,
            "alt": article.lead_image_alt,
            "decorative": article.lead_image_decorative,
            "caption": article.lead_image_caption,
        },
        "position": article.position,
        "contributors": [
            {"author": c.author_id, "role": c.role} for c in article.contributions.all()
        ],
        "sources": [_source_data(source) for source in article.sources.all()],
        "faqs": [{"faq": use.faq_id} for use in article.faq_uses.all()],
    }


def resolved(data: ArticleData) -> ArticleData:
    """What `data` means now: labels that were merged since are named by what they have become.

    What was deleted since is left out. The text of a revision stays as it was saved.
    """
    people, tags, lead = data["contributors"], data["tags"], data["lead_image"]
    numbers = [data["category"], data["team"], lead["image"], *tags]
    numbers += [each["author"] for each in people]
    died = {
        (tombstone.kind, tombstone.number): tombstone.now_number
        for tombstone in Tombstone.objects.filter(
            number__in=[number for number in numbers if number]
        )
    }
    if not died:
        return data

    def now(kind: str, number: int | None) -> int | None:
        return died.get((kind, number), number) if number else None

    still: dict[tuple[int, str], ContributionData] = {}
    for each in people:
        if author := now("author", each["author"]):
            still[author, each["role"]] = {**each, "author": author}
    return {
        **data,
        "category": now("category", data["category"]),
        "team": now("team", data["team"]),
        "tags": sorted({tag for number in tags if (tag := now("tag", number))}),
        "lead_image": {**lead, "image": now("image", lead["image"])},
        "contributors": list(still.values()),
    }


def put(article: Article, data: ArticleData) -> None:
    """Make the desk copy of `article` say what `data` says. The caller holds the transaction."""
    data = resolved(data)
    lead = data["lead_image"]
    article.title = data["title"]
    article.slug = data["slug"]
    article.summary = data["summary"]
    article.body = data["body"]
    article.category_id = data["category"]
    article.team_id = data["team"]
    article.lead_image_id = lead["image"]
    article.lead_image_alt = lead["alt"]
    article.lead_image_decorative = lead["decorative"]
    article.lead_image_caption = lead["caption"]
    article.position = data["position"]
    article.save()
    article.tags.set(data["tags"])
    # One that has left the trash for good since is left out.
    article.pinned.set(Article.objects.filter(pk__in=data.get("pinned", [])))
    article.contributions.all().delete()
    Contribution.objects.bulk_create(
        Contribution(article=article, author_id=c["author"], role=c["role"], position=n)
        for n, c in enumerate(data["contributors"], start=1)
    )
    article.sources.all().delete()
    Source.objects.bulk_create(
        Source(article=article, position=n, **_source_fields(source))
        for n, source in enumerate(data["sources"], start=1)
    )
    article.faq_uses.all().delete()
    FaqUse.objects.bulk_create(
        FaqUse(article=article, faq_id=use["faq"], position=n)
        for n, use in enumerate(data["faqs"], start=1)
    )


def _source_data(source: Source) -> SourceData:
    return {
        "title": source.title,
        "publisher": source.publisher,
        "year": source.year,
        "url": source.url,
        "doi": source.doi,
        "pmid": source.pmid,
        "accessed_on": source.accessed_on.isoformat() if source.accessed_on else None,
    }


def _source_fields(data: SourceData) -> dict[str, object]:
    accessed = data.get("accessed_on")
    return {
        "title": data["title"],
        "publisher": data.get("publisher", ""),
        "year": data.get("year"),
        "url": data.get("url", ""),
        "doi": data.get("doi", ""),
        "pmid": data.get("pmid", ""),
        "accessed_on": dt.date.fromisoformat(accessed) if accessed else None,
    }
