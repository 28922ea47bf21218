"""Drafts shown to people without an account, and what colleagues and they say about a draft."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision


class ShareLink(models.Model):
    """A secret address of one exact revision, for one named person.

    Only a digest of the secret is kept. Name and credential are written by who issues the link;
    its bearer cannot change them.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="share_links")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="share_links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    credential = models.CharField(
        _("credential"), max_length=160, blank=True, help_text=_("For example “MD, cardiologist”.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    may_sign_off = models.BooleanField(_("may sign off medically"), default=False)
    created_at = models.DateTimeField(_("issued"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("shared draft")
        verbose_name_plural = _("shared drafts")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: dt.datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


class ShareVisit(models.Model):
    """One look at a shared draft."""

    link = models.ForeignKey(ShareLink, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.link}: {self.at}"


class EditorialNote(models.Model):
    """What somebody at the desk, or the bearer of a share link, says about a draft; never public.

    An answer names its `parent`; only a note without one is resolved.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="notes")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answers")
    body = models.TextField(_("note"), max_length=5000)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(_("by"), max_length=150)
    share_link = models.ForeignKey(
        ShareLink, on_delete=models.SET_NULL, null=True, related_name="notes"
    )
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by_name = models.CharField(_("resolved by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("editorial note")
        verbose_name_plural = _("editorial notes")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.body
