"""What happened to an article, and what an import still owes the publish gate."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition
from articles.models.revision import Revision


class Action(models.TextChoices):
    CREATED = "created", _("created it")
    SAVED = "saved", _("saved a revision")
    SUBMITTED = "submitted", _("submitted it for review")
    CHANGES_REQUESTED = "changes_requested", _("requested changes")
    APPROVED = "approved", _("approved it")
    SIGNED_OFF = "signed_off", _("signed it off medically")
    PUBLISHED = "published", _("published it")
    SCHEDULED = "scheduled", _("scheduled its publication")
    UNSCHEDULED = "unscheduled", _("cancelled the schedule")
    WENT_LIVE = "went_live", _("went live as scheduled")
    WITHDRAWN = "withdrawn", _("withdrew it")
    WITHDRAWAL_SCHEDULED = "withdrawal_ahead", _("scheduled its withdrawal")
    REVERTED = "reverted", _("restored an earlier revision")
    ACKNOWLEDGED = "acknowledged", _("went on in spite of warnings")
    REVIEWED = "reviewed", _("reviewed it without a change")
    REVIEW_MOVED = "review_moved", _("moved its next review")
    SHARED = "shared", _("shared a draft")
    SHARE_REVOKED = "share_revoked", _("revoked a shared draft")
    NOTED = "noted", _("wrote an editorial note")
    NOTE_RESOLVED = "note_resolved", _("resolved an editorial note")
    INVITED = "invited", _("invited somebody to edit it")
    UNINVITED = "uninvited", _("took an invitation back")
    TRASHED = "trashed", _("moved it to the trash")
    RESTORED = "restored", _("took it out of the trash")
    REPORT_RESOLVED = "report_resolved", _("dealt with a reader's report")
    IMPORTED = "imported", _("imported it")


class HistoryEntry(models.Model):
    """One line of an article's history, written by each verb in its own transaction."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="history")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(
        _("by"), max_length=150, help_text="Kept as written, so that it outlives the account."
    )
    action = models.CharField(_("action"), max_length=20, choices=Action)
    from_stage = models.CharField(max_length=20, blank=True)
    to_stage = models.CharField(max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_action_display()}"

    @property
    def makes_revision(self) -> bool:
        return self.action in {Action.CREATED, Action.SAVED, Action.REVERTED}


class Debt(models.Model):
    """A gate error that an imported edition was let through with; worked off by a clean one."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="debts")
    check_id = models.CharField(_("check"), max_length=60)
    field = models.CharField(_("field"), max_length=60, blank=True)
    message = models.TextField(_("message"))
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("debt")
        verbose_name_plural = _("debts")
        ordering = ["since", "pk"]

    def __str__(self) -> str:
        return self.message
