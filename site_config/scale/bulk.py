"""Writing many articles of any kind at once, with every row that the verbs leave behind."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.management.color import no_style
from django.db import connection, models, transaction

from articles import editions, history, snapshots
from articles.models import (
    Action,
    Address,
    Article,
    Change,
    Contribution,
    Edition,
    EditionContribution,
    FaqUse,
    HistoryEntry,
    Kind,
    Revision,
    SignOff,
    Source,
    Stage,
    Team,
)
from articles.search import documents
from articles.snapshots import ArticleData
from site_config.scale.cast import Cast

_WRITTEN_BEFORE = dt.timedelta(days=4)
_SUBMITTED_BEFORE = dt.timedelta(hours=30)
_APPROVED_BEFORE = dt.timedelta(hours=6)


@dataclass(frozen=True)
class Piece:
    """One article to write: an approved one was published `at`, another one is on the desk.

    `key` is its primary key, from `next_keys`; without one, the database chooses.
    """

    kind: Kind
    data: ArticleData
    at: dt.datetime
    stage: Stage = Stage.APPROVED
    key: int | None = None
    related: list[int] = field(default_factory=list)


def next_keys(model: type[models.Model], count: int) -> range:
    """Primary keys that nobody has yet; call `keys_were_taken` in the transaction that uses them.

    For rows that name each other before they are written. Nobody else may write meanwhile.
    """
    first = (model._default_manager.aggregate(last=models.Max("pk"))["last"] or 0) + 1
    return range(first, first + count)


def keys_were_taken(model: type[models.Model]) -> None:
    """Let the database go on counting after the highest key; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


@transaction.atomic
def write(pieces: Sequence[Piece], cast: Cast) -> list[Revision]:
    """Write the pieces down; the revisions returned are in their order, with their articles."""
    articles = Article.objects.bulk_create(_article(piece, cast) for piece in pieces)
    keys_were_taken(Article)
    _relate(articles, pieces)
    Address.objects.bulk_create(
        Address(path=article.desk_path, article=article, reserved_at=article.created_at)
        for article in articles
    )
    revisions = Revision.objects.bulk_create(
        Revision(
            article=article,
            number=1,
            data=piece.data,
            schema=snapshots.SCHEMA,
            created_at=article.created_at,
            created_by=cast.writer,
        )
        for article, piece in zip(articles, pieces, strict=True)
    )
    _publish(revisions, pieces, cast)
    return revisions


def _article(piece: Piece, cast: Cast) -> Article:
    data = piece.data
    written = piece.at - _WRITTEN_BEFORE
    return Article(
        pk=piece.key,
        kind=piece.kind,
        title=data["title"],
        slug=data["slug"],
        summary=data["summary"],
        body=data["body"],
        category_id=data["category"],
        team_id=data["team"],
        position=data["position"],
        stage=piece.stage,
        version=1,
        created_at=written,
        created_by=cast.writer,
        updated_at=written,
    )


def _relate(articles: list[Article], pieces: Sequence[Piece]) -> None:
    pairs = [(article, piece.data) for article, piece in zip(articles, pieces, strict=True)]
    labels = Article.tags.through
    labels._default_manager.bulk_create(
        labels(article=article, tag_id=tag) for article, data in pairs for tag in data["tags"]
    )
    Contribution.objects.bulk_create(
        Contribution(article=article, author_id=c["author"], role=c["role"], position=position)
        for article, data in pairs
        for position, c in enumerate(data["contributors"], start=1)
    )
    Source.objects.bulk_create(
        Source(article=article, position=position, **source)
        for article, data in pairs
        for position, source in enumerate(data["sources"], start=1)
    )
    FaqUse.objects.bulk_create(
        FaqUse(article=article, faq_id=use["faq"], position=position)
        for article, data in pairs
        for position, use in enumerate(data["faqs"], start=1)
    )


def _publish(revisions: list[Revision], pieces: Sequence[Piece], cast: Cast) -> None:
    approved = [
        (revision, piece)
        for revision, piece in zip(revisions, pieces, strict=True)
        if piece.stage == Stage.APPROVED
    ]
    published = Edition.objects.bulk_create(_edition(*each) for each in approved)
    for kind in {edition.article_kind for edition in published}:
        editions.recount_open(kind)
    for category in {edition.category_id for edition in published if edition.category_id}:
        editions.recount_in(category)
    _relate_editions(published)
    teams: dict[int | None, Team | None] = {team.pk: team for team in cast.teams}
    for edition in published:
        edition.team = teams.get(edition.team_id)
    documents.put(published)
    SignOff.objects.bulk_create(
        SignOff(
            revision=revision,
            sort=SignOff.Sort.EDITORIAL,
            at=piece.at - _APPROVED_BEFORE,
            by=cast.editor,
            by_name=history.name_of(cast.editor),
        )
        for revision, piece in approved
    )
    by_revision = {edition.revision_id: edition for edition in published}
    HistoryEntry.objects.bulk_create(
        entry
        for revision, piece in zip(revisions, pieces, strict=True)
        for entry in _history(revision, piece, by_revision.get(revision.pk), cast)
    )


def _edition(revision: Revision, piece: Piece) -> Edition:
    edition = editions.render(revision, live_from=piece.at, change=Change.NEW, before=None)
    edition.related_ids = piece.related
    edition.followed_up_at = piece.at
    return edition


def _relate_editions(published: list[Edition]) -> None:
    shown = Edition.faqs.through
    shown._default_manager.bulk_create(
        shown(edition=edition, article_id=faq) for edition in published for faq in edition.faq_ids
    )
    labels = Edition.tags.through
    labels._default_manager.bulk_create(
        labels(edition=edition, tag_id=tag)
        for edition in published
        for tag in edition.revision.data["tags"]
    )
    EditionContribution.objects.bulk_create(
        EditionContribution(
            edition=edition, author_id=c["author"], role=c["role"], position=position
        )
        for edition in published
        for position, c in enumerate(edition.revision.data["contributors"], start=1)
    )


def _history(
    revision: Revision, piece: Piece, edition: Edition | None, cast: Cast
) -> list[HistoryEntry]:
    """The lines of the steps that it took to come to its stage."""
    steps = [(Action.CREATED, cast.writer, _WRITTEN_BEFORE, "", "")]
    if piece.stage != Stage.DRAFT:
        moved = (Stage.DRAFT, Stage.IN_REVIEW)
        steps.append((Action.SUBMITTED, cast.writer, _SUBMITTED_BEFORE, *moved))
    if piece.stage == Stage.APPROVED:
        moved = (Stage.IN_REVIEW, Stage.APPROVED)
        steps.append((Action.APPROVED, cast.editor, _APPROVED_BEFORE, *moved))
        steps.append((Action.PUBLISHED, cast.editor, dt.timedelta(), "", ""))
    return [
        HistoryEntry(
            article_id=revision.article_id,
            at=piece.at - before,
            by=who,
            by_name=history.name_of(who),
            action=action,
            from_stage=from_stage,
            to_stage=to_stage,
            revision=revision,
            edition=edition if action == Action.PUBLISHED else None,
        )
        for action, who, before, from_stage, to_stage in steps
    ]
