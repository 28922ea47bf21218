"""`{% once %}…{% endonce %}`: parts of a page that are the same on every page and at any time."""

from django.template import Context, Library, Node
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()


@register.tag
def once(parser: Parser, token: Token) -> "OnceNode":
    """Render what stands inside once in a process for each language, and keep it.

    Nothing inside may depend on the reader, the address or the database, and no block may stand
    there: a child that fills it in would fill it in for every page.
    """
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(inside)


class OnceNode(Node):
    # Where Django looks for blocks, each time a page is rendered.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.rendered: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        if language not in self.rendered:
            self.rendered[language] = self.nodelist.render(context)
        return self.rendered[language]
