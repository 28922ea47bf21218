"""Drawing the demonstration's pictures into the image library."""

import datetime as dt
import io

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles.images.intake import take_in
from articles.models import Image
from site_config.demonstration.drawing import drawn


def fill(motifs: list[str], *, by: User, now: dt.datetime) -> dict[str, Image]:
    """Take a drawing of each motif into the library; return the images by motif."""
    return {
        motif: take_in(
            io.BytesIO(file),
            title=_("Drawing: %(motif)s") % {"motif": motif},
            by=by,
            now=now,
            credit=_("Drawn by a script for the Masthead demonstration"),
        )
        for motif, file in zip(motifs, drawn(motifs), strict=True)
    }
