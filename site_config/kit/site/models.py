"""What an administrator has said about the site in place of what the environment says."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Moderation(models.TextChoices):
    """Which comments of readers wait for a moderator."""

    ALL = "all", _("Every comment waits")
    FIRST = "first", _("Those of readers who are not trusted yet wait")
    NONE = "none", _("Only what looks suspicious waits")


class SiteSettings(models.Model):
    """The one row of this table. What is empty in it is as the environment says."""

    name = models.CharField(_("name"), max_length=80, blank=True)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    logo = models.JSONField(
        default=list, editable=False, help_text="Renditions, as a picture of the library has them."
    )
    header_links = models.TextField(
        _("links of the header"),
        blank=True,
        max_length=2000,
        help_text=_("One a line: words, then the address. Empty: articles and questions."),
    )
    footer_links = models.TextField(
        _("links of the footer"),
        blank=True,
        max_length=2000,
        help_text=_("One a line: words, then the address. Static pages stand there anyway."),
    )
    footer_text = models.TextField(
        _("text of the footer"),
        blank=True,
        max_length=1000,
        help_text=_("For example who publishes this site."),
    )
    moderation = models.CharField(
        _("comments of readers"), max_length=10, choices=Moderation, blank=True
    )
    comment_rules = models.TextField(
        _("house rules"),
        blank=True,
        max_length=1000,
        help_text=_("Shown beside the form for comments. Empty: what every house asks for."),
    )
    comment_guidelines = models.CharField(
        _("comment guidelines"),
        blank=True,
        max_length=200,
        help_text=_("Path of the page with the whole rules, for example /comment-guidelines/."),
    )
    emergency_number = models.CharField(
        _("emergency number"),
        blank=True,
        max_length=20,
        help_text=_("What readers in danger are told to call. Empty: as the server is configured."),
    )
    comments_close_after = models.PositiveSmallIntegerField(
        _("days until comments close"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "After an article was first published, unless its discussion has a day of its own. "
            "Empty: never."
        ),
    )
    reports_hold = models.PositiveSmallIntegerField(
        _("reports that hold a comment"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("From so many networks of readers. Empty: 3."),
    )
    contact_email = models.EmailField(
        _("messages of readers go to"),
        blank=True,
        help_text=_("With an address here, /contact/ has a form. The address is never shown."),
    )
    front_page = models.JSONField(
        default=list, editable=False, help_text="Numbers of articles: the first leads."
    )
    review_every = models.PositiveSmallIntegerField(
        _("months between reviews"),
        null=True,
        blank=True,
        help_text=_("For categories that say nothing about it. Empty: no review is due by itself."),
    )

    tells_questions = models.BooleanField(
        _("tell search engines which questions a page answers"),
        default=True,
        help_text=_("As FAQPage of schema.org, in the words that readers see."),
    )

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return str(_("Site settings"))
