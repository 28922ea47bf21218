"""The image library: one row a picture, its private original and its public renditions."""

from typing import NotRequired, TypedDict

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

_FRACTION = [MinValueValidator(0), MaxValueValidator(1)]


def originals() -> Storage:
    """The private storage (a callable, so that migrations do not freeze a deployment's folder)."""
    return storages["originals"]


class Rendition(TypedDict):
    """A public file of a picture; its name is relative to the default storage.

    `shape` is how it was cut (articles.images.cutting); the first version had whole pictures only.
    """

    name: str
    format: str
    width: int
    height: int
    shape: NotRequired[str]


def shape_of(rendition: Rendition) -> str:
    return rendition.get("shape", "whole")


class Image(models.Model):
    """A picture that articles use by reference.

    `renditions` are its public files, the narrowest first. Their names are random (128 bits), so
    that nobody finds a picture before it is published. From `renditions_due_at` on the worker
    makes those that are missing; `tone` is the colour of their place until they are loaded.
    """

    title = models.CharField(
        _("title"), max_length=200, help_text=_("For finding it in the library; never shown.")
    )
    original = models.FileField(_("file"), storage=originals, max_length=200, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    renditions: models.JSONField[list[Rendition], list[Rendition]] = models.JSONField(
        _("renditions"), default=list, editable=False
    )
    renditions_due_at = models.DateTimeField(null=True, editable=False)
    tone = models.CharField(max_length=10, blank=True, editable=False)
    alt = models.CharField(
        _("usual alternative text"),
        max_length=300,
        blank=True,
        help_text=_("Offered wherever the picture is used; each use decides for itself."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    focal_x = models.FloatField(_("focal point, across"), default=0.5, validators=_FRACTION)
    focal_y = models.FloatField(_("focal point, down"), default=0.5, validators=_FRACTION)
    uploaded_at = models.DateTimeField(_("uploaded"), editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    trashed_at = models.DateTimeField(_("moved to the trash"), null=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(
                fields=["renditions_due_at"],
                condition=models.Q(renditions_due_at__isnull=False),
                name="image_renditions_due",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """The address by which the desk text names this picture, whatever file stands behind it."""
        return f"/images/{self.pk}/"


class TrashedImage(Image):
    """A picture in the list of those that are in the trash."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = _("picture in the trash")
        verbose_name_plural = _("pictures in the trash")
