"""What moderators are told by mail: of which comments, and who of them wants to hear of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class ModeratorMails(models.Model):
    """Which mails about comments a moderator wants; without a row, all of them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="moderator_mails"
    )
    waiting = models.BooleanField(_("a comment waits for a moderator"), default=True)

    class Meta:
        verbose_name = _("mails of a moderator")
        verbose_name_plural = _("mails of moderators")

    def __str__(self) -> str:
        return str(self.user)


class Notice(models.Model):
    """That moderators are to be told of a comment that came to wait; kept for a day afterwards.

    `cause` is the number of the decision after which it waits, 0 for a new comment: one that is
    held again is news once more.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="+")
    cause = models.BigIntegerField()
    at = models.DateTimeField(db_index=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "cause"], name="notice_once")]
        indexes = [
            models.Index(fields=["at"], condition=Q(told_at__isnull=True), name="notice_untold")
        ]

    def __str__(self) -> str:
        return str(self.comment_id)
