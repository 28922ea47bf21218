"""The sanitiser and what stands on it: policies, tokens, plain text, the text of comments."""

from site_config.kit.html.cleaning import TooLong, clean, without_control_characters
from site_config.kit.html.comments import render_comment
from site_config.kit.html.markdown import escaped, markdown
from site_config.kit.html.marking import marked
from site_config.kit.html.policies import ARTICLE, COMMENT, FAQ_ANSWER, Policy
from site_config.kit.html.safe import safe, stored
from site_config.kit.html.text import one_line, plain_text, word_count
from site_config.kit.html.tokens import EndTag, StartTag, Text, Token, serialise, tokens

__all__ = [
    "ARTICLE",
    "COMMENT",
    "FAQ_ANSWER",
    "EndTag",
    "Policy",
    "StartTag",
    "Text",
    "Token",
    "TooLong",
    "clean",
    "escaped",
    "markdown",
    "marked",
    "one_line",
    "plain_text",
    "render_comment",
    "safe",
    "serialise",
    "stored",
    "tokens",
    "without_control_characters",
    "word_count",
]
