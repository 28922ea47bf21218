"""The rich text field of the desk, and the admin whose pages may hold one."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import ProseEditorWidget
from js_asset import Media

from site_config.kit import html

# What these put in place of the package's own extensions, and add to them.
MODULES = ("figures", "pasting", "sources", "tables", "texts", "toolbar")

_LINK = {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]}
_LABELS = {
    "heading2": _("Heading"),
    "heading3": _("Smaller heading"),
    "heading4": _("Smallest heading"),
    "bulletList": _("List"),
    "orderedList": _("Numbered list"),
    "orderedListProperties": _("First number and kind of numbers"),
    "blockquote": _("Quotation"),
    "paragraph": _("Paragraph"),
    "codeBlock": _("Block of code"),
    "horizontalRule": _("Line across"),
    "figure": _("Picture from the library"),
    "sourceMarker": _("Reference to a source"),
    "bold": _("Bold"),
    "italic": _("Italic"),
    "strike": _("Struck through"),
    "subscript": _("Subscript"),
    "superscript": _("Superscript"),
    "code": _("Code"),
    "link": _("Link"),
    "unlink": _("Remove the link"),
    "abbreviation": _("What an abbreviation stands for"),
    "table": _("Table"),
    "table:headerRow": _("First row as headings"),
    "table:headerColumn": _("First column as headings"),
    "table:caption": _("Caption of the table"),
    "table:addColumnAfter": _("Add a column"),
    "table:deleteColumn": _("Delete the column"),
    "table:addRowAfter": _("Add a row"),
    "table:deleteRow": _("Delete the row"),
    "table:mergeCells": _("Merge the cells"),
    "table:splitCell": _("Split the cell"),
    "table:toggleHeaderCell": _("Cell as heading"),
    "table:deleteTable": _("Delete the table"),
    "history:undo": _("Undo"),
    "history:redo": _("Redo"),
    "html": _("Edit the HTML"),
}
_GROUPS = ("headings", "lists", "nodes -lists -headings", "marks", "link", "insert", "table")
_TOOLBAR = {
    "groups": [{"group": group} for group in (*_GROUPS, "history", "utility")],
    "labels": _LABELS,
    "name": _("Formatting"),
    "words": _("Words"),
}

# What the editor can make, site_config.kit.html.ARTICLE lets through.
ARTICLE_EXTENSIONS = {
    "Menu": _TOOLBAR,
    "Pasting": True,
    "Language": True,
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Code": True,
    "CodeBlock": True,
    "Abbreviation": {"title": _LABELS["abbreviation"]},
    "Heading": {"levels": [2, 3, 4]},
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": True},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "Figure": True,
    "Picture": True,
    "Caption": True,
    "Image": True,
    "Link": _LINK,
    "SourceMarker": {
        "name": _("Sources"),
        "empty": _("There are no sources yet. Add them below the text."),
    },
    "Table": {"caption": _LABELS["table:caption"]},
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HTML": True,
}
ANSWER_EXTENSIONS = {
    "Menu": _TOOLBAR,
    "Pasting": True,
    "Language": True,
    "Bold": True,
    "Italic": True,
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Link": _LINK,
}


class EditorWidget(ProseEditorWidget):
    """The package's text area with the desk's extensions to the editor.

    What the package adds for the admin are styles; static/desk/editor.css has ours instead.
    """

    def get_config(self) -> dict[str, Any]:
        modules = [static(f"desk/editor/{name}.js") for name in MODULES]
        return {**super().get_config(), "js_modules": modules}


class EditorField(ProseEditorFormField):
    """HTML, written in the editor with the extensions of its kind of text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=EditorWidget, **kwargs)


def article_text() -> forms.CharField:
    return EditorField(
        label=_("Text"),
        extensions=ARTICLE_EXTENSIONS,
        help_text=_("Write [1] to refer to the first source."),
    )


class RichTextField(EditorField):
    """A short text with emphasis, lists and links: an answer, a biography."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(extensions=ANSWER_EXTENSIONS, **kwargs)

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
