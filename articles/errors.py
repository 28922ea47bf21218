"""What a verb says when it refuses. Each message tells an editor what to do next."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from articles.problems import Problem


class EditorialRefusal(Exception):
    """A verb was refused; nothing changed.

    `message` is a sentence for the person at the desk; `field` names the form field it belongs
    to, or is empty.
    """

    def __init__(self, message: str | Promise, *, field: str = "") -> None:
        super().__init__(str(message))
        self.message = str(message)
        self.field = field


class NotPermitted(EditorialRefusal):
    """The person lacks the permission for this verb on this article."""


class StaleVersion(EditorialRefusal):
    """Somebody else saved the article since this form was opened."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody saved this article after you opened it. Copy what you wrote, reload "
                "the page and put your changes into the newer text."
            )
        )


class WrongStage(EditorialRefusal):
    """The article's stage does not allow this verb."""


class AddressRefused(EditorialRefusal):
    """The address is taken by another article or reserved by the site itself."""


class BadSchedule(EditorialRefusal):
    """The moment given for a schedule is not ahead."""


class LinkClosed(EditorialRefusal):
    """A shared draft is no longer open to its bearer: expired or revoked."""

    def __init__(self) -> None:
        super().__init__(_("This link has expired or was revoked. Issue a new one."))


class GateRefused(EditorialRefusal):
    """The publish gate found errors; `problems` lists them."""

    def __init__(self, message: str | Promise, *, problems: Sequence[Problem]) -> None:
        super().__init__(message)
        self.problems = list(problems)
