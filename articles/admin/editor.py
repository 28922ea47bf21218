"""The rich text field of the desk, and the admin whose pages may hold one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media

from site_config.kit import html

# What the editor can make, site_config.kit.html.ARTICLE lets through.
ARTICLE_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Code": True,
    "CodeBlock": True,
    "Heading": {"levels": [2, 3, 4]},
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": True},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Figure": True,
    "Caption": True,
    "Image": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HTML": True,
}
ANSWER_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
}


def article_text() -> forms.CharField:
    return ProseEditorFormField(
        label=_("Text"),
        required=False,
        extensions=ARTICLE_EXTENSIONS,
        widget=AdminProseEditorWidget,
        help_text=_(
            "Write [1] to refer to the first source. A picture of the library is put in by its "
            "address, for example /images/12/."
        ),
    )


class RichTextField(ProseEditorFormField):
    """A short text with emphasis, lists and links: an answer, a biography."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            extensions=ANSWER_EXTENSIONS,
            widget=AdminProseEditorWidget,
            **kwargs,
        )

    def clean(self, value: str) -> str:
        try:
            return html.clean(super().clean(value), html.FAQ_ANSWER)
        except html.TooLong as too_long:
            raise forms.ValidationError(str(too_long)) from too_long


class EditorAdmin(admin.ModelAdmin[Any]):
    """An admin whose form has a rich text field: its scripts and styles carry the nonce."""

    change_form_template = "admin/articles/editor_form.html"

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))
        return super().render_change_form(request, context, *args, **kwargs)
