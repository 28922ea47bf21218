"""The image library."""

from typing import Any, BinaryIO, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import picture_trash
from articles.admin.picture_library import picture_library
from articles.admin.trash_page import image_trash_view
from articles.images import library
from articles.images.intake import ImageRefused, open_safely, put
from articles.images.pictures import picture, thumbnail_address
from articles.models import Image
from site_config.kit.long_lists import LongListAdmin

_FOCAL = {"focal_x", "focal_y"}


def thumbnail_of(image: Image) -> SafeString | str:
    address = thumbnail_address(image)
    if address is None:
        return "–"
    return format_html('<img src="{}" alt="" width="120" loading="lazy">', address)


class ImageForm(forms.ModelForm[Image]):
    """The upload is judged while the form is validated, so that a refusal stands at its field."""

    upload = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("JPEG, PNG, GIF, WebP or AVIF, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in _FOCAL & self.fields.keys():
            # One step of the arrow keys is what the eye can tell apart.
            self.fields[field].widget.attrs.update({"step": "0.01", "min": "0", "max": "1"})

    def clean_upload(self) -> UploadedFile | None:
        upload: UploadedFile | None = self.cleaned_data["upload"]
        if upload is None:
            if self.instance.pk is None:
                raise forms.ValidationError(_("Choose the file of the picture."))
            return None
        try:
            self.pixels = open_safely(cast("BinaryIO", upload.file))
        except ImageRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return upload


@admin.register(Image)
class ImageAdmin(LongListAdmin):
    form = ImageForm
    change_form_template = "admin/articles/image/change_form.html"
    list_display = ["thumbnail", "title", "alt", "credit", "uploaded_at"]
    list_display_links = ["title"]
    search_fields = ["title", "alt", "credit"]
    readonly_fields = ["focal_point", "reference"]
    fieldsets = [
        (None, {"fields": ["upload", "title", "alt", "credit", "licence", "reference"]}),
        (
            _("What stays in view"),
            {
                "fields": ["focal_point", ("focal_x", "focal_y")],
                "description": _(
                    "Cards and shared links show a part of the picture. Click on what matters "
                    "most, or give the place by two numbers: 0 is the left edge and the top, "
                    "1 the right edge and the bottom."
                ),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).filter(trashed_at__isnull=True)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Pictures are moved to the trash, on a page that says where they are in use."""
        return False

    def get_urls(self) -> list[URLPattern]:
        trash = self.admin_site.admin_view(self.trash_view)
        choices = self.admin_site.admin_view(self.library_view)
        return [
            path("<int:pk>/trash/", trash, name="articles_image_trash"),
            path("library/", choices, name="articles_image_library"),
            *super().get_urls(),
        ]

    def library_view(self, request: HttpRequest) -> HttpResponse:
        return picture_library(request, self)

    def trash_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        image = self.get_object(request, str(pk))
        if image is None:
            raise Http404
        if not request.user.has_perm(picture_trash.DELETE):
            raise PermissionDenied
        return image_trash_view(self, request, image)

    def render_change_form(
        self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_trash"] = request.user.has_perm(picture_trash.DELETE)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("Picture"))
    def thumbnail(self, image: Image) -> SafeString | str:
        return thumbnail_of(image)

    @admin.display(description=_("Focal point"))
    def focal_point(self, image: Image) -> SafeString | str:
        shown = picture(image, alt="") if image.pk else None
        if shown is None:
            return str(_("Save the picture first."))
        return render_to_string("admin/articles/image/_focal_point.html", {"picture": shown})

    @admin.display(description=_("Address for texts"))
    def reference(self, image: Image) -> str:
        return image.reference if image.pk else "–"

    def save_model(self, request: Any, obj: Image, form: Any, change: bool) -> None:
        if form.cleaned_data.get("upload"):
            put(obj, form.pixels)
            if change:
                kept = _("All texts show the new file. Look whether the focal point still fits.")
                messages.info(request, kept)
            else:
                obj.uploaded_by, obj.uploaded_at = request.user, timezone.now()
        library.save(obj, by=request.user, now=timezone.now())
