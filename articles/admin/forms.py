"""The forms of the desk. They validate; the verbs save."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.addresses import free_slug
from articles.admin import typed_fields
from articles.admin.editor import RichTextField, article_text
from articles.errors import EditorialRefusal
from articles.models import Article, Kind
from articles.snapshots import ArticleData, blank

# Characters of which search engines show about so many.
_ADVISED_LENGTHS = {"title": 60, "summary": 155}


class DeskForm(forms.ModelForm[Article]):
    """What all kinds of article have in common.

    `refusal` is what a verb said when this form was saved a moment ago; it becomes an error of
    the form, so that the text is still there. `taken_up` is what somebody typed into this form
    and did not save.
    """

    kind: ClassVar[Kind]
    refusal: ClassVar[EditorialRefusal | None] = None
    taken_up: ClassVar[QueryDict | None] = None

    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    slug = forms.SlugField(
        label=_("Slug"),
        allow_unicode=True,
        required=False,
        max_length=120,
        help_text=_("The last part of the address. Left empty, it is made from the title."),
    )
    note = forms.CharField(
        label=_("Note on this save"),
        required=False,
        max_length=500,
        help_text=_("For colleagues: what you changed and why."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["base_version"] = self.instance.version
        for name, length in _ADVISED_LENGTHS.items():
            if name in self.fields:
                _advise(self.fields[name], length)
        if self.taken_up is not None:
            self.initial.update(typed_fields.values(self.base_fields, self.taken_up))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("slug") and cleaned.get("title"):
            cleaned["slug"] = free_slug(self.kind, cleaned["title"])
        if self.refusal is not None:
            field = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(field, self.refusal.message)
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """Leave checks of the whole desk copy to the verbs, which see it under a lock."""
        exclusions: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return {*exclusions, "body", "slug"}

    def data_of_fields(self) -> ArticleData:
        """The article as this form describes it, without what stands in the inlines."""
        values = self.cleaned_data
        category, team, image = (values.get(name) for name in ("category", "team", "lead_image"))
        return blank(
            title=values["title"],
            slug=values["slug"],
            summary=values.get("summary", ""),
            body=values.get("body", ""),
            category=category.pk if category else None,
            team=team.pk if team else None,
            tags=[tag.pk for tag in values.get("tags") or []],
            pinned=[article.pk for article in values.get("pinned") or []],
            lead_image={
                "image": image.pk if image else None,
                "alt": values.get("lead_image_alt", ""),
                "decorative": values.get("lead_image_decorative", False),
                "caption": values.get("lead_image_caption", ""),
            },
            position=values.get("position") or 0,
        )


def _advise(field: forms.Field, length: int) -> None:
    field.widget.attrs["data-advised-length"] = length
    field.help_text = _("Search engines show about %(number)d characters of it.") % {
        "number": length
    }


class ArticleForm(DeskForm):
    kind = Kind.ARTICLE
    body = article_text()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "pinned" in self.fields:
            others = (
                Article.objects.on_desk().filter(kind=Kind.ARTICLE).exclude(pk=self.instance.pk)
            )
            self.fields["pinned"].queryset = others  # type: ignore[attr-defined]


class PageForm(DeskForm):
    kind = Kind.PAGE
    body = article_text()

    class Meta:
        help_texts: ClassVar[Any] = {
            "position": _(
                "Order among the links of the footer, which shows twenty. "
                "Pages with 0 come last, by their titles."
            )
        }


class FaqForm(DeskForm):
    kind = Kind.FAQ
    body = RichTextField(label=_("Answer"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who may only look gets no fields.
        if "title" in self.fields:
            self.fields["title"].label = _("Question")
