"""Pictures and labels in the admin."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_tasks_db.models import DBTaskResult
from PIL import Image as Pillow

from articles.images.renditions import delete_files
from articles.models import Author, Category, Image, Tag, Team
from articles.search import find
from tests.builders import DAY, NOW, articles, images, labels, people
from tests.support.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("clock")]

ADD = "/admin/articles/image/add/"
FIELDS = {"title": "Bed", "alt": "A bed", "focal_x": "0.5", "focal_y": "0.5"}


def upload(data: bytes, name: str = "bed.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/png")


class TestUploading:
    def test_an_upload_is_taken_in_whatever_its_name(self, client: Client) -> None:
        client.force_login(people.writer())
        data = images.file(format="WEBP", size=(600, 300)).getvalue()
        response = client.post(ADD, {**FIELDS, "upload": upload(data, "../../evil.php.png")})
        assert response.status_code == 302
        image = Image.objects.get()
        assert (image.width, image.height, image.alt) == (600, 300, "A bed")
        assert (image.uploaded_by, image.uploaded_at) == (people.writer(), NOW)
        assert all("evil" not in r["name"] for r in image.renditions)
        assert "evil" not in image.original.name

    @pytest.mark.row("M1")
    @pytest.mark.parametrize(
        "data",
        [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<html>", b"\x89PNG\r\n\x1a\n", b"x"],
    )
    def test_a_refusal_stands_at_the_field(self, client: Client, data: bytes) -> None:
        client.force_login(people.writer())
        response = client.post(ADD, {**FIELDS, "upload": upload(data)})
        assert response.status_code == 422
        shown = read(response)
        assert shown.one(class_="field-upload").all(class_="errorlist")
        assert shown.one("input", name="title").attributes["value"] == "Bed"
        assert not Image.objects.exists()

    @pytest.mark.row("M2")
    def test_the_focal_point_has_a_picture_to_click_in_and_two_numbers(
        self, client: Client
    ) -> None:
        image = images.image()
        client.force_login(people.editor())
        form = read(client.get(f"/admin/articles/image/{image.pk}/change/"))
        assert form.one("focal-point").one(class_="focal-picture").one("img")
        for name in ("focal_x", "focal_y"):
            field = form.one("input", name=name).attributes
            assert (field["type"], field["min"], field["max"]) == ("number", "0", "1")

    def test_nothing_is_no_picture(self, client: Client) -> None:
        client.force_login(people.writer())
        for fields in (FIELDS, {**FIELDS, "upload": upload(b"")}):
            assert client.post(ADD, fields).status_code == 422

    @pytest.mark.row("M4")
    def test_a_new_file_keeps_references(self, client: Client) -> None:
        image = images.image(complete=True)
        before, original = image.renditions, image.original.name
        client.force_login(people.editor())
        url = f"/admin/articles/image/{image.pk}/change/"
        data = images.file(size=(80, 40), colour="red").getvalue()
        fields = {**FIELDS, "focal_x": "0.2", "upload": upload(data)}
        said = client.post(url, fields, follow=True).content.decode()
        assert "focal point still fits" in said
        image.refresh_from_db()
        assert (image.width, image.height) == (80, 40)
        assert (image.alt, image.focal_x) == ("A bed", 0.2)
        assert image.renditions != before
        # Who has an old page open may still load them; then they go.
        deletions = DBTaskResult.objects.filter(task_path=delete_files.module_path)
        gone = [[each["name"] for each in before], original]
        assert gone in [each.args_kwargs["args"] for each in deletions]
        assert {each.run_after for each in deletions} == {NOW + DAY}
        with image.original.open() as file, Pillow.open(io.BytesIO(file.read())) as opened:
            assert opened.size == (80, 40)

    @pytest.mark.parametrize("focal", ["-0.1", "1.1", "nan", "inf", "x", "1e400"])
    def test_a_focal_point_lies_within_the_picture(self, client: Client, focal: str) -> None:
        client.force_login(people.writer())
        fields = {**FIELDS, "focal_x": focal, "upload": upload(images.file().getvalue())}
        assert client.post(ADD, fields).status_code == 422

    def test_pictures_are_not_deleted_while_texts_may_show_them(self, client: Client) -> None:
        image = images.image()
        client.force_login(people.superuser())
        url = f"/admin/articles/image/{image.pk}/delete/"
        assert client.post(url, {"post": "yes"}).status_code == 403


class TestDeskReference:
    def test_staff_are_sent_to_the_file_and_others_to_the_door(self, client: Client) -> None:
        image = images.image()
        response = client.get(image.reference)
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")
        client.force_login(people.writer())
        response = client.get(image.reference)
        assert response["Location"].startswith("/media/")
        assert client.get(response["Location"])["Content-Type"] == "image/jpeg"
        assert client.get("/images/999999/").status_code == 404


class TestLabels:
    def test_an_editor_makes_them_and_texts_are_cleaned(self, client: Client) -> None:
        client.force_login(people.editor())
        bio = "<p onclick='x()'>Nurse.</p><script>alert(1)</script>"
        forms = {
            "category": {"name": "Sleep", "slug": "sleep", "position": "0"},
            "tag": {"name": "Rest", "slug": "rest"},
            "author": {"name": "Ana", "slug": "ana", "bio": bio},
            "team": {"name": "Team", "slug": "team", "description": bio},
        }
        for name, fields in forms.items():
            response = client.post(f"/admin/articles/{name}/add/", fields)
            assert response.status_code == 302, name
        assert Author.objects.get().bio == Team.objects.get().description == "<p>Nurse.</p>"
        assert Category.objects.get().get_absolute_url() == "/categories/sleep/"
        assert Tag.objects.get().get_absolute_url() == "/tags/rest/"

    def test_who_is_renamed_is_found_by_the_new_name(self, client: Client) -> None:
        author, team = people.author("Ana Alonso"), people.team()
        article = articles.live(authors=[author], team=team)
        client.force_login(people.editor())
        for name, pk in (("author", author.pk), ("team", team.pk)):
            fields = {"name": f"Renamed {name}", "slug": f"renamed-{name}"}
            client.post(f"/admin/articles/{name}/{pk}/change/", fields)
        for word in ("author", "team"):
            assert [hit.title for hit in find(["renamed", word], now=NOW)] == [article.title]
        assert list(find(["alonso"], now=NOW)) == []

    def test_a_label_in_use_is_not_deleted(self, client: Client) -> None:
        articles.live(category=labels.category(), team=people.team())
        client.force_login(people.editor())
        for name, pk in (
            ("category", labels.category().pk),
            ("team", people.team().pk),
            ("author", people.author().pk),
        ):
            client.post(f"/admin/articles/{name}/{pk}/delete/", {"post": "yes"})
        assert Category.objects.exists()
        assert Team.objects.exists()
        assert Author.objects.exists()

    def test_a_tag_that_readers_see_is_not_lost_by_deleting_it(self, client: Client) -> None:
        """Deleting says what it takes along: the tag on articles, never an article."""
        article = articles.live(slug="sleep", tags=[labels.tag()])
        client.force_login(people.editor())
        client.post(f"/admin/articles/tag/{labels.tag().pk}/delete/", {"post": "yes"})
        assert client.get("/articles/sleep/").status_code == 200
        article.refresh_from_db()

    def test_a_category_is_not_its_own_parent(self, client: Client) -> None:
        parent = labels.category("Body")
        child = labels.category("Skin", parent=parent)
        client.force_login(people.editor())
        fields = {"name": "Body", "slug": "body", "position": "0"}
        for wrong in (parent, child):
            url = f"/admin/articles/category/{parent.pk}/change/"
            response = client.post(url, {**fields, "parent": wrong.pk})
            assert response.status_code == 422
