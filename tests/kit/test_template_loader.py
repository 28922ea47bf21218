"""Our own templates, without their indentation."""

from pathlib import Path

import pytest
from django.template import Context, Engine


def test_templates_are_loaded_without_indentation(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<b>\n  {{ words }}\n\t</b>\n")
    engine = Engine([tmp_path], loaders=["site_config.kit.template_loader.Loader"])
    page = engine.get_template("page.html").render(Context({"words": "a\n  b"}))
    assert page == "<b>\na\n  b\n</b>"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<ul>\n  <li>\n    {{ words }}\n  </li>\n</ul>\n", "<ul><li>a b</li></ul>"),
        ("<b>One</b>\n{% if words %}\n  <i>two</i>\n{% endif %}\n", "<b>One</b>\n<i>two</i>\n"),
        ("<p>One\n{{ words }}\nthree</p>", "<p>One\na b\nthree</p>"),
    ],
)
def test_space_that_nobody_sees_is_left_out(tmp_path: Path, template: str, expected: str) -> None:
    (tmp_path / "page.html").write_text(template)
    engine = Engine([tmp_path], loaders=["site_config.kit.template_loader.Loader"])
    assert engine.get_template("page.html").render(Context({"words": "a b"})) == expected


def test_lines_of_mail_stay(tmp_path: Path) -> None:
    text = "Hello\n{% if words %}\n{{ words }}\n{% endif %}\n\nBye\n"
    (tmp_path / "mail.txt").write_text(text)
    engine = Engine([tmp_path], loaders=["site_config.kit.template_loader.Loader"])
    assert engine.get_template("mail.txt").render(Context({"words": "a"})) == (
        "Hello\n\na\n\n\nBye\n"
    )
