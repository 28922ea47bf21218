"""The form in which an administrator says what the site is called and how it presents itself."""

import re
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow

from articles.images import renditions, social_cards
from articles.images.cutting import WHOLE, Cut
from articles.images.intake import ImageRefused, open_safely
from articles.models.image import Rendition
from site_config.kit import links
from site_config.kit.site import present, saving
from site_config.kit.site.models import Moderation, SiteSettings

LOGO_WIDTH = 480
_LONG = {"header_links", "footer_links", "footer_text", "comment_rules"}
_PATH = re.compile(r"/(?:[\w-]+/)+")
_NUMBER = re.compile(r"\+?[0-9][0-9 -]*")


class SiteForm(forms.ModelForm[SiteSettings]):
    upload = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("JPEG, PNG, GIF, WebP or AVIF, up to 10 MB; shown 48 pixels high."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    without_logo = forms.BooleanField(label=_("Show no logo"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in _LONG & self.fields.keys():
            self.fields[field].widget.attrs["rows"] = 4
        if "moderation" in self.fields:
            choices = [("", _("As the server is configured")), *Moderation.choices]
            self.fields["moderation"].choices = choices  # type: ignore[attr-defined]
        # What an empty field means.
        meant = {
            "name": settings.SITE_NAME,
            "tagline": settings.SITE_TAGLINE,
            "emergency_number": settings.COMMENTS_EMERGENCY_NUMBER,
            "reports_hold": present.REPORTS_HOLD,
        }
        for field in meant.keys() & self.fields.keys():
            self.fields[field].widget.attrs["placeholder"] = meant[field]

    def clean_header_links(self) -> str:
        return _checked(self.cleaned_data["header_links"])

    def clean_footer_links(self) -> str:
        return _checked(self.cleaned_data["footer_links"])

    def clean_comment_guidelines(self) -> str:
        written: str = self.cleaned_data["comment_guidelines"]
        if written and not _PATH.fullmatch(written):
            raise forms.ValidationError(_("Write a path of this site, with a / at both ends."))
        return written

    def clean_emergency_number(self) -> str:
        written: str = self.cleaned_data["emergency_number"]
        if written and not _NUMBER.fullmatch(written):
            raise forms.ValidationError(_("Write a number that a telephone can dial."))
        return written

    def clean_upload(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["upload"]
        if upload is not None:
            try:
                self.pixels = open_safely(cast("BinaryIO", upload.file))
            except ImageRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return upload


@admin.register(SiteSettings)
class SiteAdmin(admin.ModelAdmin[SiteSettings]):
    """One form, no list."""

    form = SiteForm
    readonly_fields = ["present_logo"]
    fieldsets = [
        (None, {"fields": ["name", "tagline", "present_logo", "upload", "without_logo"]}),
        (_("Menus"), {"fields": ["header_links", "footer_links", "footer_text"]}),
        (
            _("Comments"),
            {
                "fields": [
                    "comment_rules",
                    "comment_guidelines",
                    "emergency_number",
                    "comments_close_after",
                    "reports_hold",
                ]
            },
        ),
        (_("Search engines"), {"fields": ["tells_questions"]}),
        (_("Contact"), {"fields": ["contact_email"]}),
        (_("Unless something else is said"), {"fields": ["moderation", "review_every"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """The one row, which need not be in the database yet."""
        row = super().get_object(request, object_id, from_field)
        return row or (SiteSettings(pk=present.ONLY) if object_id == str(present.ONLY) else None)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The form stands where the list would."""
        return self.changeform_view(request, str(present.ONLY), extra_context=extra_context)

    @admin.display(description=_("Logo now"))
    def present_logo(self, row: SiteSettings) -> SafeString | str:
        logo = present.site().logo
        return format_html('<img src="{}" alt="" height="48">', logo.src) if logo else "–"

    def save_model(self, request: Any, obj: SiteSettings, form: Any, change: bool) -> None:
        if form.cleaned_data["without_logo"]:
            obj.logo = []
        elif form.cleaned_data["upload"]:
            obj.logo = _small(form.pixels)
        saving.save(obj)
        if "name" in form.changed_data:
            social_cards.draw_outdated.enqueue()


def _small(pixels: Pillow.Image) -> list[Rendition]:
    """A logo stands in one small size on every page; a WebP can be transparent."""
    width = min(pixels.width, LOGO_WIDTH)
    height = max(1, round(pixels.height * width / pixels.width))
    return renditions.write(pixels, [Cut(WHOLE, "webp", width, height)], (0.5, 0.5))


def _checked(written: str) -> str:
    try:
        links.check(written)
    except links.BadLine as bad:
        raise forms.ValidationError(str(bad)) from bad
    return written
