"""What an article is about: one category from a tree, any number of tags."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.label_paths import path_of


class Category(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent category"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Order on the home page; low numbers come first.")
    )
    is_health = models.BooleanField(
        _("health"),
        default=False,
        help_text=_("Its articles give health information: the gate looks at claims and figures."),
    )
    requires_source = models.BooleanField(
        _("requires a source"), default=False, help_text=_("At least one source to publish.")
    )
    requires_medical_sign_off = models.BooleanField(
        _("requires a medical sign-off"),
        default=False,
        help_text=_("Of exactly the revision that is published."),
    )
    noindex_unreviewed = models.BooleanField(
        _("keep unreviewed articles out of search engines"), default=False
    )
    disclaimer = models.TextField(
        _("disclaimer"), blank=True, help_text=_("Stands below each of its articles.")
    )
    review_every = models.PositiveSmallIntegerField(
        _("months between reviews"),
        null=True,
        blank=True,
        help_text=_("Left empty, its articles are never due for review by themselves."),
    )

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("category", self.slug)


class LabelAddress(models.Model):
    """A path that a category, tag, author or team had before it was renamed or merged."""

    path = models.CharField(_("path"), max_length=250, unique=True)
    label_kind = models.CharField(max_length=10)
    label_id = models.PositiveBigIntegerField()
    left_at = models.DateTimeField(_("left"))

    class Meta:
        verbose_name = _("earlier address")
        verbose_name_plural = _("earlier addresses")
        indexes = [models.Index(fields=["label_kind", "label_id"], name="label_address_of")]

    def __str__(self) -> str:
        return self.path


class Tombstone(models.Model):
    """That a label was merged into another one, or that a label or a picture was deleted for good.

    Revisions go on naming it. Through this row they mean what it has become; where there is
    nothing, they mean nothing any more.
    """

    kind = models.CharField(max_length=10)
    number = models.PositiveBigIntegerField()
    now_number = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        constraints = [models.UniqueConstraint(fields=["number", "kind"], name="tombstone_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class Tag(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, allow_unicode=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("tag", self.slug)
