"""Our own templates, without their indentation."""

from pathlib import Path

from django.template import Context, Engine


def test_templates_are_loaded_without_indentation(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>\n  {{ words }}\n\t</p>\n")
    engine = Engine([tmp_path], loaders=["site_config.kit.template_loader.Loader"])
    page = engine.get_template("page.html").render(Context({"words": "a\n  b"}))
    assert page == "<p>\na\n  b\n</p>\n"
