"""Bans: made here or from a comment, lifted, and what the banned has written removed."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments import bans
from comments.admin.rules import ModeratorsAdmin
from comments.errors import CommentRefused
from comments.models import Ban, Comment
from site_config.kit.keys import could_be_key


class BanForm(forms.ModelForm[Ban]):
    """A ban is made by its verb, which the form asks for what it would refuse."""

    class Meta:
        model = Ban
        fields = ("sort", "value", "reason", "ends_at")
        help_texts: ClassVar[Any] = {
            "reason": gettext_lazy("For your colleagues; the banned do not read it."),
            "ends_at": gettext_lazy("Left empty, the ban lasts until somebody lifts it."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                bans.check(cleaned["sort"], cleaned["value"], cleaned["ends_at"], timezone.now())
            except CommentRefused as refused:
                self.add_error(None, refused.message)
        return cleaned


@admin.register(Ban)
class BanAdmin(ModeratorsAdmin):
    """`add/?comment=7&sort=network` offers a ban of who wrote a comment."""

    form = BanForm
    list_display = ["value", "sort", "reason", "begins_at", "ends_at", "by_name"]
    list_filter = ["sort"]
    search_fields = ["value", "reason"]
    ordering: ClassVar[Any] = ("-begins_at", "-pk")
    actions = ("lift", "remove_previous")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        sort, number = request.GET.get("sort", ""), request.GET.get("comment", "")
        comments = Comment.objects.filter(pk=number) if could_be_key(Comment, number) else []
        comment = next(iter(comments), None)
        if comment is None or sort not in Ban.Sort:
            return super().get_changeform_initial_data(request)
        return {"sort": sort, "value": bans.value_in(comment, sort)}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A ban that was made is lifted, not rewritten."""
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: Any, obj: Ban, form: Any, change: bool) -> None:
        made = bans.ban(
            obj.sort,
            obj.value,
            reason=obj.reason,
            ends_at=obj.ends_at,
            by=request.user,
            now=timezone.now(),
        )
        obj.pk, obj.value = made.pk, made.value
        left = bans.previous(made)[: bans.REMOVED_AT_ONCE].count()
        if left:
            words = ngettext(
                "%(count)d comment of the banned is published or waits. "
                "Choose the ban in the list to remove it.",
                "%(count)d comments of the banned are published or wait. "
                "Choose the ban in the list to remove them.",
                left,
            )
            messages.warning(request, words % {"count": left})

    @admin.action(description=gettext_lazy("Lift the ban now"))
    def lift(self, request: Any, chosen: Any) -> None:
        for each in chosen:
            bans.lift(each, by=request.user, now=timezone.now())
        messages.success(request, _("The bans are lifted."))

    @admin.action(description=gettext_lazy("Remove all that the banned have written"))
    def remove_previous(self, request: Any, chosen: Any) -> None:
        removed = [
            bans.remove_previous(each, by=request.user, now=timezone.now()) for each in chosen
        ]
        messages.success(request, _("Comments removed: %(count)d.") % {"count": sum(removed)})
        if any(bans.previous(each).exists() for each in chosen):
            messages.warning(request, _("There are more. Take the same action again for the rest."))
