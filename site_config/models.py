"""What belongs to the site as a whole and to no app."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """Where readers of a path go at which this site has nothing; see `site_config.redirects`."""

    old_path = models.CharField(
        _("old path"),
        max_length=250,
        unique=True,
        help_text=_("For example /2019/05/sleep.html. A slash at its end makes no difference."),
    )
    target = models.CharField(
        _("new address"),
        max_length=500,
        help_text=_("A path of this site, or an address that begins with https://."),
    )
    made_at = models.DateTimeField(_("made"), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]

    def __str__(self) -> str:
        return self.old_path
