"""White space that readers never see."""

from pathlib import Path

from django.template import Context, Engine

from site_config.kit.white_space import without_indentation


def test_of_white_space_around_a_line_end_only_that_is_left() -> None:
    assert (
        without_indentation("  <ul>\n\n    <li>a  b</li> \n </ul>\n")
        == "<ul>\n<li>a  b</li>\n</ul>"
    )


def test_templates_are_loaded_without_indentation(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>\n  {{ words }}\n\t</p>\n")
    engine = Engine([tmp_path], loaders=["site_config.kit.template_loader.Loader"])
    page = engine.get_template("page.html").render(Context({"words": "a\n  b"}))
    assert page == "<p>\na\n  b\n</p>\n"
