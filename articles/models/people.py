"""Who writes: authors with a byline (a login is optional) and the teams that create articles."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.image import Image
from articles.models.label_paths import path_of


class Role(models.TextChoices):
    """What a person did for an article."""

    WRITER = "writer", _("Writer")
    MEDICAL_REVIEWER = "medical_reviewer", _("Medical reviewer")
    FACT_CHECKER = "fact_checker", _("Fact-checker")


def _photo() -> models.ForeignKey[Image | None, Image | None]:
    return models.ForeignKey(
        Image,
        verbose_name=_("photo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


def _links() -> models.TextField[str, str]:
    return models.TextField(
        _("links"),
        blank=True,
        max_length=2000,
        help_text=_("One address a line; words before it, if any, are what readers see."),
    )


class Author(models.Model):
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120, unique=True, allow_unicode=True)
    credentials = models.CharField(
        _("credentials"), max_length=160, blank=True, help_text=_("For example “RN, MSc”.")
    )
    bio = models.TextField(_("biography"), blank=True)
    photo = _photo()
    links = _links()
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("login"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text=_("Leave empty for an author who does not work in this admin."),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("author", self.slug)


class Team(models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)
    photo = _photo()
    links = _links()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("team", self.slug)
