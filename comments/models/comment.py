"""Comments: what readers wrote, where it stands in the thread, and what was decided about it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from comments.models.discussion import Discussion
from comments.models.shown import ShownComment

MAX_CHARACTERS = 5_000
MAX_PATH_DEPTH = 8
SEGMENT_LENGTH = 10


class State(models.TextChoices):
    PENDING = "pending", _("Pending")
    PUBLISHED = "published", _("Published")
    REJECTED = "rejected", _("Rejected")
    SPAM = "spam", _("Spam")
    REMOVED = "removed", _("Removed")


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        """What the public may read; nobody else filters by state for readers."""
        return self.filter(state=State.PUBLISHED)

    def shown(self) -> Self:
        """What a discussion shows: published comments and placeholders, in the order of reading."""
        return self.filter(shown=True).order_by("path")

    def for_readers(self) -> models.QuerySet["Comment", tuple[Any, ...]]:
        """What is shown: rows of what `ShownComment` has, in the order of reading."""
        answered = Case(
            When(parent__state=State.PUBLISHED, then=F("parent__author_name")), default=Value("")
        )
        rows = self.shown().annotate(
            answered_name=answered,
            byline=F("user__author__pk"),
            credentials=F("user__author__credentials"),
        )
        return rows.values_list(*ShownComment._fields)

    def pinned(self) -> Self:
        """What the editors put on top of a discussion, as far as the public may read it."""
        return self.published().filter(pinned_at__isnull=False)

    def by_address(self, email: str) -> Self:
        """What was written under an e-mail address, in whatever case."""
        return self.alias(address=Lower("author_email")).filter(address=email.lower())

    def pending(self) -> Self:
        return self.filter(state=State.PENDING)


class Comment(models.Model):
    """One comment. Rows are written by `comments.posting` and `comments.moderation` only.

    `parent` is always the comment that was answered. `path` is the way down from the thread's
    first comment, one segment of SEGMENT_LENGTH base-36 digits a level; from MAX_PATH_DEPTH on,
    answers share their parent's level. Within a discussion, the order of the paths is the order
    of reading: threads as they were begun, each answer below what it answers.
    """

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    thread = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="members",
        help_text="The first comment of the thread, itself for that one.",
    )
    path = models.CharField(max_length=MAX_PATH_DEPTH * SEGMENT_LENGTH, blank=True)
    shown = models.BooleanField(
        default=False,
        editable=False,
        help_text="Published, or holding published answers in place; kept by comments.pages.",
    )

    author_name = models.CharField(_("name"), max_length=80)
    author_email = models.EmailField(_("e-mail"), max_length=254)
    author_website = models.URLField(_("website"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    body = models.TextField(_("comment"), max_length=MAX_CHARACTERS)
    html = models.TextField(editable=False)
    digest = models.CharField(
        max_length=64,
        editable=False,
        help_text="Of place, address and text; finds a repeated post.",
    )
    text_digest = models.CharField(
        max_length=32, blank=True, editable=False, help_text="Of the folded text; finds clusters."
    )
    network = models.CharField(max_length=32, blank=True, editable=False)
    confirmed_at = models.DateTimeField(
        _("address confirmed"),
        null=True,
        help_text="When its writer proved that the address is theirs.",
    )
    tells_decision = models.BooleanField(_("wants to hear of the decision"), default=False)
    tells_replies = models.BooleanField(_("wants to hear of answers"), default=False)
    pinned_at = models.DateTimeField(_("pinned"), null=True)
    withdrawn_at = models.DateTimeField(
        _("withdrawn"), null=True, help_text="When its writer took it back, for good."
    )
    redacted_at = models.DateTimeField(_("redacted"), null=True)
    erased_at = models.DateTimeField(_("erased"), null=True)
    votes = models.PositiveIntegerField(_("found helpful"), default=0)
    open_reports = models.PositiveIntegerField(_("open reports"), default=0)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    reasons = models.JSONField(
        _("reasons"),
        default=list,
        help_text="What screening found: clue, words for people, matched text.",
    )
    created_at = models.DateTimeField(_("written"))
    published_at = models.DateTimeField(_("published"), null=True)
    edited_at = models.DateTimeField(_("edited"), null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "created_at", "id"], name="comment_state_created"),
            models.Index(fields=["created_at", "id"], name="comment_created"),
            models.Index(Lower("author_email"), "state", "created_at", name="comment_address"),
            models.Index(
                fields=["discussion", "path"], condition=Q(shown=True), name="comment_shown"
            ),
            models.Index(fields=["thread", "path"], name="comment_thread_path"),
            models.Index(fields=["discussion", "digest"], name="comment_digest"),
            models.Index(
                fields=["text_digest", "state"],
                condition=~Q(text_digest=""),
                name="comment_text_digest",
            ),
            models.Index(
                fields=["network", "created_at"], condition=~Q(network=""), name="comment_network"
            ),
            # Few wait: who shares a network with them is counted without reading what does not.
            models.Index(
                fields=["network", "created_at"],
                condition=Q(state=State.PENDING) & ~Q(network=""),
                name="comment_network_waits",
            ),
            models.Index(
                fields=["discussion"],
                condition=Q(pinned_at__isnull=False),
                name="comment_pinned",
            ),
            models.Index(
                fields=["-open_reports", "id"],
                condition=Q(open_reports__gt=0),
                name="comment_reported",
            ),
        ]
        permissions = [("moderate_comment", _("Can approve, reject and remove comments"))]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.body[:60]}"

    def get_absolute_url(self) -> str:
        return f"/comments/{self.pk}/"

    @property
    def anchor(self) -> str:
        return f"comment-{self.pk}"

    @property
    def is_staff(self) -> bool:
        """Whether it was written from a staff account; only accounts can prove that."""
        return self.user_id is not None
