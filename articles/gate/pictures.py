"""Pictures: words for who does not see them, and files of our own (M3)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.gate.subject import Subject
from articles.models import Image
from articles.problems import Problem


def pictures_have_alt_text(subject: Subject) -> Iterator[Problem]:
    """Words for each use or the tick “decorative”; never the name of the file."""
    lead = subject.data["lead_image"]
    if lead["image"] and not lead["alt"].strip() and not lead["decorative"]:
        yield Problem(
            "alt.missing",
            "error",
            "lead_image_alt",
            _("Describe the picture in the alternative text, or tick “decorative”."),
        )
    for number, image in enumerate(_images(subject), start=1):
        if not image.get("alt", "").strip() and image.get("role") != "presentation":
            yield Problem(
                "alt.missing",
                "error",
                "body",
                _("Picture %(number)d in the text has no alternative text.") % {"number": number},
            )


def pictures_are_ours(subject: Subject) -> Iterator[Problem]:
    for image in _images(subject):
        if image.get("src", "").startswith(("http:", "https:")):
            yield Problem(
                "picture.elsewhere",
                "error",
                "body",
                _(
                    "A picture in the text lies on another site; readers get a link instead. "
                    "Upload it to the image library and use that one."
                ),
            )


def pictures_are_there(subject: Subject) -> Iterator[Problem]:
    wanted = set(subject.rendered.image_ids)
    known = set(Image.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for number in sorted(wanted - known):
        yield Problem(
            "picture.missing",
            "error",
            "body",
            _("The image library has no picture /images/%(number)d/.") % {"number": number},
        )


def _images(subject: Subject) -> list[dict[str, str]]:
    return [dict(tag.attributes) for tag, _words in subject.elements("img")]
