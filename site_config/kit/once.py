"""`{% once %}…{% endonce %}`: parts of a page that are the same on every page.

`{% once per site %}…{% endonce %}` is for parts that are the same as long as `site` is.
"""

from django.conf import settings
from django.template import Context, Library, Node, TemplateSyntaxError
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

register = Library()


@register.tag
def once(parser: Parser, token: Token) -> "OnceNode":
    """Render what stands inside once in a process for each language, and keep it.

    Nothing inside may depend on the reader, the address or the database, and no block may stand
    there: a child that fills it in would fill it in for every page. What follows `per` is the
    exception: with another value than last time, it is rendered anew.
    """
    match token.split_contents():
        case [_once]:
            per = None
        case [_once, "per", value]:
            per = parser.compile_filter(value)
        case _:
            raise TemplateSyntaxError("Write {% once %} or {% once per value %}.")
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(inside, per)


class OnceNode(Node):
    # Where Django looks for blocks, each time a page is rendered.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList, per: FilterExpression | None = None) -> None:
        self.nodelist = nodelist
        self.per = per
        self.rendered: dict[str, tuple[object, SafeString]] = {}

    def render(self, context: Context) -> SafeString:
        # The site speaks no other, and to ask Django for the thread's takes ten times as long.
        language = settings.LANGUAGE_CODE
        value = self.per.resolve(context) if self.per else None
        kept = self.rendered.get(language)
        if kept is None or kept[0] != value:
            kept = self.rendered[language] = (value, self.nodelist.render(context))
        return kept[1]
