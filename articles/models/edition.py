"""The site: what readers see. An edition is made by `articles.publishing` and never rewritten."""

import datetime as dt
from typing import Any, NamedTuple, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article, Kind
from articles.models.companion import Companion, question_anchor, text_of
from articles.models.image import Image
from articles.models.people import Author, Role, Team
from articles.models.revision import Revision
from articles.models.taxonomy import Category, Tag

_LISTED = ("article_kind", "outcome", "-first_published_at", "-article", "live_from", "live_until")


class Outcome(models.TextChoices):
    """What an address answers with."""

    CONTENT = "content", _("The article")
    NOTICE = "notice", _("A notice that it was withdrawn (410)")
    MOVED = "moved", _("A redirect to its replacement (301)")
    GONE = "gone", _("Gone (410)")


class Change(models.TextChoices):
    """What an editor says a publication is, which decides the dates that readers see."""

    NEW = "new", _("New")
    MINOR = "minor", _("Minor edit")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")


class ToldChange(NamedTuple):
    """An update or a correction, as readers are told of it."""

    at: dt.datetime
    change: str
    note: str


class EditionQuerySet(models.QuerySet["Edition"]):
    def live(self, now: dt.datetime) -> Self:
        """What the public's addresses answer at `now`, withdrawal notices included."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=now), live_from__lte=now)

    def listed(self, now: dt.datetime, kind: str = Kind.ARTICLE) -> Self:
        """What lists, feeds and search may show at `now`."""
        return self.live(now).filter(outcome=Outcome.CONTENT, article_kind=kind)

    def indexable(self) -> Self:
        """What search engines may be told of."""
        return self.exclude(_kept_off())

    def kept_off(self) -> Self:
        """Articles on health that search engines are kept off until a medical review."""
        return self.filter(_kept_off())

    def ahead(self, now: dt.datetime) -> Self:
        """What is scheduled."""
        return self.filter(live_from__gt=now).not_cancelled()

    def not_cancelled(self) -> Self:
        """An edition whose schedule was cancelled keeps its row with an empty interval."""
        return self.exclude(live_until=F("live_from"))

    def newest_first(self) -> Self:
        # Not the edition's own number: a minor edit must not move an article that shares its date.
        return self.order_by("-first_published_at", "-article_id")

    def as_cards(self) -> Self:
        """All that a card shows, in two more queries at most; never a body."""
        return (
            self.defer("body", "contents", "sources", "faq_ids", "related_ids", "search_text")
            .select_related("category", "lead_image")
            .prefetch_related(
                models.Prefetch(
                    "contributions",
                    EditionContribution.objects.select_related("author"),
                )
            )
        )

    def as_companions(self) -> models.QuerySet["Edition", tuple[Any, ...]]:
        """Rows of what `Companion` has, in any order."""
        own = {
            "answer": _of_question("body"),
            "search_text": _of_question("search_text"),
            "lead_image__renditions": Cast("lead_image__renditions", models.TextField()),
        }
        return self.order_by().values_list(*(own.get(name, name) for name in Companion._fields))


def _of_question(column: str) -> Case:
    """The column where the edition is a question, and else nothing: a list needs no long texts."""
    is_question = When(article_kind=Kind.FAQ, then=F(column))
    return Case(is_question, default=Value(""), output_field=models.TextField())


def _kept_off() -> Q:
    wary = Category.objects.filter(is_health=True, noindex_unreviewed=True)
    reviewers = EditionContribution.objects.filter(
        edition=models.OuterRef("pk"), role=Role.MEDICAL_REVIEWER
    )
    unreviewed = Q(reviewed_at__isnull=True) & ~Q(models.Exists(reviewers))
    return Q(article_kind=Kind.ARTICLE, category__in=wary.values("pk")) & unreviewed


class Edition(models.Model):
    """One published version of an article, and the interval in which readers see it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    article_kind = models.CharField(max_length=10, choices=Kind)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="editions")
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.CONTENT)
    path = models.CharField(max_length=250, db_index=True)
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True)
    change = models.CharField(max_length=10, choices=Change, default=Change.NEW)
    note = models.CharField(max_length=500, blank=True)
    replacement = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, related_name="replaces"
    )
    followed_up_at = models.DateTimeField(
        null=True, help_text="When history and mail caught up with it having gone live."
    )

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True, help_text="Rendered, pictures by reference.")
    contents = models.JSONField(default=list, help_text="Headings: id, text, level.")
    sources = models.JSONField(default=list)
    faq_ids = models.JSONField(default=list, help_text="Articles of kind FAQ, in order.")
    faqs = models.ManyToManyField(
        Article, related_name="shown_on", help_text="The same, for asking which editions show one."
    )
    related_ids = models.JSONField(default=list, help_text="Candidates, best first.")
    image_ids = models.JSONField(default=list, help_text="Pictures that the body shows.")
    word_count = models.PositiveIntegerField(default=0)
    search_text = models.TextField(blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True)
    tags = models.ManyToManyField(Tag, related_name="editions")
    authors = models.ManyToManyField(
        Author, through="articles.EditionContribution", related_name="editions"
    )
    lead_image = models.ForeignKey(Image, on_delete=models.PROTECT, null=True)
    lead_image_alt = models.CharField(max_length=300, blank=True)
    lead_image_caption = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    first_published_at = models.DateTimeField()
    modified_at = models.DateTimeField(help_text="The last change of substance.")
    updates = models.JSONField(
        default=list, help_text="Updates and corrections up to this one: at, change, note."
    )
    reviewed_at = models.DateTimeField(null=True, help_text="The last review, changes or not.")
    reviewed_by = models.CharField(max_length=150, blank=True, help_text="As the name stood then.")
    reviewer_credential = models.CharField(max_length=160, blank=True)
    review_due_on = models.DateField(null=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-live_from", "-pk"]
        indexes = [
            # What `listed` asks, then the order of lists, then the interval: a page far back is
            # found, and a list counted, in the index alone, without a row and its long texts.
            models.Index(fields=[*_LISTED, "category"], name="edition_listed"),
            models.Index(fields=["category", *_LISTED], name="edition_category_listed"),
            models.Index(fields=["team", *_LISTED], name="edition_team_listed"),
            models.Index(
                fields=["article_kind", "outcome", "-modified_at"], name="edition_modified"
            ),
            # What a search asks of each edition that holds the words; in the row of an edition its
            # category stands behind long texts.
            models.Index(
                fields=["id", "article_kind", "outcome", "live_from", "live_until", "category"],
                name="edition_searched",
            ),
            # SQLite without statistics goes by the number of columns that a question names, so
            # what names one article or path must name more of them here than above.
            models.Index(fields=["article", "outcome", "article_kind"], name="edition_of_article"),
            models.Index(fields=["path", "outcome", "article_kind"], name="edition_at_path"),
            models.Index(fields=["live_from"], name="edition_live_from"),
            models.Index(fields=["live_until"], name="edition_live_until"),
            models.Index(
                fields=["live_from"],
                condition=Q(followed_up_at__isnull=True),
                name="edition_not_followed_up",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_until__isnull=True),
                name="edition_one_open_per_article",
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="edition_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.path

    @property
    def text(self) -> str:
        """The text without markup."""
        return text_of(self.title, self.summary, self.search_text)

    @property
    def anchor(self) -> str:
        return question_anchor(self.path)

    @property
    def is_updated(self) -> bool:
        return self.modified_at > self.first_published_at

    @property
    def told_changes(self) -> list[ToldChange]:
        """Its updates and corrections, the newest first."""
        return [
            ToldChange(
                dt.datetime.fromisoformat(each["at"]),
                str(Change(each["change"]).label),
                each["note"],
            )
            for each in reversed(self.updates)
        ]

    @property
    def reading_minutes(self) -> int:
        """Minutes at 238 words a minute (Brysbaert 2019, silent reading of non-fiction)."""
        return max(1, round(self.word_count / 238))

    @property
    def writers(self) -> list[Author]:
        """The people of the byline, in order."""
        return [c.author for c in self.contributions.all() if c.role == Role.WRITER]


class EditionContribution(models.Model):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="contributions")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="contributions")
    role = models.CharField(max_length=20, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.author)


class InternalLink(models.Model):
    """That the text of an edition links to a path of this site."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="links")
    path = models.CharField(max_length=250, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "path"], name="internal_link_once")
        ]

    def __str__(self) -> str:
        return self.path
