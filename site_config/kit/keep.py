"""`{% keep title %}…{% endkeep %}`: what stands inside is printed later, as often as it is needed.

A block has one place only; with this its words can stand in the title of a page and in its card.
"""

from django.template import Context, Library, Node, TemplateSyntaxError
from django.template.base import NodeList, Parser, Token

register = Library()


@register.tag
def keep(parser: Parser, token: Token) -> "KeepNode":
    """Render what stands inside into the variable of that name."""
    match token.split_contents():
        case [_keep, name]:
            inside = parser.parse(("endkeep",))
            parser.delete_first_token()
            return KeepNode(inside, name)
        case _:
            raise TemplateSyntaxError("Write {% keep name %}.")


class KeepNode(Node):
    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: Context) -> str:
        context[self.name] = self.nodelist.render(context)
        return ""
