"""A comment as readers find it."""

import datetime as dt
from typing import NamedTuple


class ShownComment(NamedTuple):
    """What a page of comments says about one; made by `Comment.objects.for_readers()`.

    A page shows two hundred of them, and a row is made in a third of the time of a model.
    `answered_name` tells whom it answers; it is empty for nobody who is still to be named. `byline`
    is the number of the author whom its account writes articles as, `credentials` that author's.
    """

    pk: int
    parent_id: int | None
    path: str
    state: str
    author_name: str
    author_website: str
    user_id: int | None
    html: str
    created_at: dt.datetime
    edited_at: dt.datetime | None
    votes: int
    answered_name: str
    byline: int | None
    credentials: str | None

    @property
    def anchor(self) -> str:
        return f"comment-{self.pk}"

    def get_absolute_url(self) -> str:
        return f"/comments/{self.pk}/"

    @property
    def is_staff(self) -> bool:
        """Whether it was written from a staff account; only accounts can prove that."""
        return self.user_id is not None
