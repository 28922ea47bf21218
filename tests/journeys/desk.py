"""What people do at the desk in every journey."""

from playwright.sync_api import Locator, Page, expect

from tests.builders.people import PASSWORD


def sign_in(page: Page, username: str, destination: str = "/admin/") -> None:
    """Sign in as the account of that name and go to `destination`."""
    page.goto(f"/admin/login/?next={destination}")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"**{destination}")


def editor_of(part: Locator) -> Locator:
    """The rich-text editor in a part of a form, once it is there."""
    editor = part.locator(".ProseMirror[contenteditable=true]")
    expect(editor).to_be_visible()
    return editor


def go_to_the_end(editor: Locator) -> None:
    """Put the caret behind the last word of a rich-text editor.

    For up to 20 ms after it gets the focus, ProseMirror puts its own selection back; and it hears
    of a caret that moved only a moment later. Timers fire in order, so ours come after its own.
    """
    settle = "() => new Promise((resolve) => setTimeout(resolve, 60))"
    editor.focus()
    editor.evaluate(settle)
    editor.press("Control+End")
    editor.evaluate(settle)


def pick(part: Locator, words: str) -> None:
    """Choose what is called `words` in a field that searches while one types."""
    part.locator(".select2-selection").click()
    part.page.locator(".select2-container--open .select2-search__field").fill(words)
    part.page.locator(".select2-results__option", has_text=words).click()


def save(page: Page) -> None:
    """Save the form and stay on its page."""
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as revision")


def take_step(page: Page, step: str, **fields: str) -> None:
    """Take a step of the workflow from the page of an article."""
    page.locator(".steps").get_by_role("link", name=step).click()
    for name, text in fields.items():
        page.locator(f"[name={name}]").fill(text)
    # A step that may be scheduled has a button that says when it is taken.
    page.locator(".submit-row").locator("button, input[type=submit]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
