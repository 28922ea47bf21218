"""Readers who ask what is held about them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DataRequest(models.Model):
    """That somebody asked for what is held about an e-mail address, in lower case.

    The link of the mail names this row, so that no address stands in a link, a history or a log.
    Kept for as long as the link works.
    """

    email = models.EmailField(_("e-mail"), max_length=254)
    network = models.CharField(max_length=32, blank=True, help_text="Keyed hash of the prefix.")
    at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("request for data")
        verbose_name_plural = _("requests for data")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["at", "id"], name="data_request_at"),
            models.Index(fields=["email", "at"], name="data_request_address"),
            models.Index(fields=["network", "at"], name="data_request_network"),
        ]

    def __str__(self) -> str:
        return self.email
