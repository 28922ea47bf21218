"""The desk: what staff edit. Readers never see a row of this module; they see editions."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.image import Image
from articles.models.people import Author, Role, Team
from articles.models.taxonomy import Category, Tag


class Kind(models.TextChoices):
    ARTICLE = "article", _("Article")
    PAGE = "page", _("Page")
    FAQ = "faq", _("FAQ")


class Stage(models.TextChoices):
    """How far the desk copy has come. Scheduled, live and withdrawn are read off the editions."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")
    APPROVED = "approved", _("Approved")


_ROOTS = {Kind.ARTICLE: "/articles/", Kind.PAGE: "/", Kind.FAQ: "/faq/"}


def path_of(kind: str, slug: str) -> str:
    """The path that a kind and a slug make together, for example `/articles/sleep/`."""
    return f"{_ROOTS[Kind(kind)]}{slug}/"


class ArticleQuerySet(models.QuerySet["Article"]):
    def on_desk(self) -> Self:
        """Everything that is not in the trash."""
        return self.filter(trashed_at__isnull=True)


class Article(models.Model):
    """Identity and desk copy of an article, a static page or a FAQ.

    For a FAQ, `title` is the question and `body` the answer. Rows are written by the verbs of
    `articles.editing`, `workflow` and `publishing` and nowhere else.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ARTICLE)
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(_("slug"), max_length=200, allow_unicode=True)
    summary = models.TextField(_("summary"), blank=True, max_length=500)
    body = models.TextField(_("text"), blank=True)
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, null=True, blank=True
    )
    team = models.ForeignKey(
        Team, verbose_name=_("team"), on_delete=models.PROTECT, null=True, blank=True
    )
    tags = models.ManyToManyField(Tag, verbose_name=_("tags"), blank=True)
    pinned = models.ManyToManyField(
        "self",
        verbose_name=_("related articles"),
        symmetrical=False,
        related_name="pinned_by",
        blank=True,
        help_text=_("Up to three to show first. The other places are filled by category and tags."),
    )
    lead_image = models.ForeignKey(
        Image, verbose_name=_("picture"), on_delete=models.PROTECT, null=True, blank=True
    )
    lead_image_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    lead_image_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("Tick it when the picture tells a reader nothing that the text does not."),
    )
    lead_image_caption = models.CharField(_("caption"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Order among the links of the footer.")
    )
    review_every = models.PositiveSmallIntegerField(
        _("months between reviews"),
        null=True,
        blank=True,
        help_text=_("Left empty, the category decides."),
    )
    review_due_on = models.DateField(_("review due"), null=True, editable=False)
    open_reports = models.PositiveIntegerField(
        _("open reports of errors"), default=0, editable=False
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.DRAFT)
    version = models.PositiveIntegerField(
        default=0, editable=False, help_text="Counts saves; guards against lost updates."
    )
    created_at = models.DateTimeField(_("created"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    updated_at = models.DateTimeField(_("changed"), editable=False)
    trashed_at = models.DateTimeField(_("moved to the trash"), null=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    invited = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited to edit"),
        related_name="+",
        editable=False,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(fields=["kind", "-updated_at"], name="article_kind_updated"),
            models.Index(
                fields=["kind", "stage", "-updated_at", "-id"], name="article_kind_stage_updated"
            ),
            models.Index(fields=["stage", "-updated_at", "-id"], name="article_stage_updated"),
            models.Index(
                fields=["created_by", "kind", "-updated_at", "-id", "stage"],
                name="article_of_creator",
            ),
            models.Index(
                fields=["-open_reports", "review_due_on", "id"], name="article_review_queue"
            ),
            models.Index(
                fields=["review_due_on"],
                condition=models.Q(review_due_on__isnull=False),
                name="article_review_due",
            ),
            models.Index(
                fields=["category"],
                condition=models.Q(review_due_on__isnull=True),
                name="article_without_review",
            ),
            models.Index(
                fields=["trashed_at"],
                condition=models.Q(trashed_at__isnull=False),
                name="article_in_trash",
            ),
        ]
        permissions = [
            ("edit_any_article", _("Can edit articles of others")),
            ("submit_article", _("Can submit an article for review")),
            ("review_article", _("Can approve an article or request changes")),
            ("sign_off_article", _("Can sign an article off medically")),
            ("publish_article", _("Can publish, schedule and withdraw an article")),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def desk_path(self) -> str:
        """Where the desk copy will be found once it is published."""
        return path_of(self.kind, self.slug)


class Page(Article):
    """A static page, such as About: an article of kind page in a form of its own."""

    class Meta:
        proxy = True
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class Faq(Article):
    """A question and its answer: an article of kind FAQ in a form of its own."""

    class Meta:
        proxy = True
        verbose_name = _("FAQ")
        verbose_name_plural = _("FAQs")


class TrashedArticle(Article):
    """An article of any kind, in the list of those that are in the trash."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("article in the trash")
        verbose_name_plural = _("articles in the trash")


class Contribution(models.Model):
    """What a person did for an article; the writers make its byline."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="contributions")
    author = models.ForeignKey(Author, verbose_name=_("person"), on_delete=models.PROTECT)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.WRITER)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("people")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author", "role"], name="contribution_once_per_role"
            )
        ]

    def __str__(self) -> str:
        return str(self.author)


class Source(models.Model):
    """Where a statement comes from; `[n]` in the text points to the n-th source."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="sources")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=400)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    doi = models.CharField("DOI", max_length=120, blank=True)
    pmid = models.CharField("PMID", max_length=12, blank=True)
    accessed_on = models.DateField(_("accessed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class FaqUse(models.Model):
    """That an article shows a FAQ, and where in its list."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="faq_uses")
    faq = models.ForeignKey(
        Faq, verbose_name=_("question"), on_delete=models.PROTECT, related_name="used_by"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("frequently asked question")
        verbose_name_plural = _("frequently asked questions")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "faq"], name="faq_use_once")]

    def __str__(self) -> str:
        return self.faq.title
