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
                "Somebody saved this article after you opened it. Look at both versions and "
                "choose what stays."
            )
        )


class OpenElsewhere(EditorialRefusal):
    """Unsaved text of another tab stands in the way; `tab` names that tab.

    `is_fresh` says that the text was typed a moment ago: the other tab is probably still open.
    """

    def __init__(self, message: str | Promise, *, tab: str, is_fresh: bool) -> None:
        super().__init__(message)
        self.tab = tab
        self.is_fresh = is_fresh


class TooMuchText(EditorialRefusal):
    """The form holds more than is kept of what is not saved."""


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


class NobodyToReach(EditorialRefusal):
    """A reader wrote to the editors, who have said no address to write to."""

    def __init__(self) -> None:
        super().__init__(_("The editors take no messages here at present."))


class TooManyMessages(EditorialRefusal):
    """A reader's network has sent as many messages as it may within an hour."""

    def __init__(self) -> None:
        super().__init__(
            _("Many messages came from your network just now. Please send yours in an hour.")
        )


class TooManyReports(EditorialRefusal):
    """A reader's network has sent as many reports as it may within an hour."""

    def __init__(self) -> None:
        super().__init__(
            _("Many messages came from your network just now. Please send yours in an hour.")
        )
