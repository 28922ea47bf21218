"""Which comments came from other sites: the memory that keeps an import from doubling them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class ImportedComment(models.Model):
    """That a comment of another site was imported, and which one it is here.

    The row outlives the comment: without one, it was erased here and stays so.
    """

    source = models.CharField(_("source"), max_length=200)
    foreign_id = models.CharField(_("number there"), max_length=200)
    comment = models.ForeignKey(Comment, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("imported comment")
        verbose_name_plural = _("imported comments")
        constraints = [
            models.UniqueConstraint(fields=["source", "foreign_id"], name="imported_comment_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.foreign_id}"
