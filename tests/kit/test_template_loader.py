"""Our own templates, without their indentation."""

from pathlib import Path

from django.template import Context, Engine


def test_templates_are_loaded_without_indentation(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>\n  {{ words }}\n\t</p>\n")
    engine = Engine([tmp_path], loaders=["site_config.kit.template_loader.Loader"])
    page = engine.get_template("page.html").render(Context({"words": "a\n  b"}))
    assert page == "<p>\na\n  b\n</p>\n"


def test_a_tag_on_a_line_of_its_own_leaves_no_line(tmp_path: Path) -> None:
    lines = [
        "{% comment %}", "For authors.", "{% endcomment %}", "{% load i18n %}", "a",
        "{% if yes %}", "{{ yes }}", "{% endif %}", "{% if yes %}c{% endif %}", "d",
    ]  # fmt: skip
    for name, expected in {"page.html": "a\nb\nc\nd", "mail.txt": "\n\na\n\nb\n\nc\nd"}.items():
        (tmp_path / name).write_text("\n".join(lines))
        engine = Engine(
            [tmp_path],
            loaders=["site_config.kit.template_loader.Loader"],
            libraries={"i18n": "django.templatetags.i18n"},
        )
        assert engine.get_template(name).render(Context({"yes": "b"})) == expected
