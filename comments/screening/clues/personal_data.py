"""Personal data that nobody should publish: telephone numbers, addresses, numbers of identity."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from comments.screening.verdict import Evidence, Facts, Submission

# All that is looked for has one of these, and most comments have none.
_DIGIT_OR_AT = re.compile(r"[\d@]")
# Every pattern begins where a word begins and repeats a bounded number of times.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_TELEPHONE = re.compile(
    r"(?<![\w.,/+-])(?:\+|00)[1-9](?:[ ()./-]{0,3}\d){7,13}(?![\d])"  # +44 20 7946 0000
    r"|(?<![\w.,/+-])\(?0\d{1,4}\)?(?:[ ./-]{0,2}\d){6,9}(?![\d])"  # 020 7946 0000
    r"|(?<![\w.,/+-])\(?[2-9]\d\d\)?[ .-]{1,2}\d{3}[ .-]\d{4}(?![\d])"  # (202) 555-0100
)
_SOCIAL_SECURITY = re.compile(r"(?<![\w-])(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}(?![\w-])")
_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z0-9]){11,30}(?!\w)")
_DIGITS = re.compile(r"(?<![\w.,/+-])\d(?:[ -]?\d){9,18}(?![\w-])")


def look(submission: Submission, facts: Facts) -> Iterator[Evidence]:
    body = submission.body
    if not _DIGIT_OR_AT.search(body):
        return
    for link in submission.links:
        body = body.replace(link, " ")
    for clue, words, found in (
        ("personal.email", _("It contains an e-mail address."), _first(_EMAIL, body)),
        ("personal.telephone", _("It contains a telephone number."), _first(_TELEPHONE, body)),
        ("personal.identity", _("It contains a number of identity or of an account."), _id(body)),
    ):
        if found:
            yield Evidence(clue, words, found)


def _first(pattern: re.Pattern[str], body: str) -> str:
    found = pattern.search(body)
    return found[0] if found else ""


def _id(body: str) -> str:
    """A social security number, an IBAN, a number of a bank card or of the NHS; the last three
    by their check digits."""
    if found := _SOCIAL_SECURITY.search(body):
        return found[0]
    for found in _ACCOUNT.finditer(body):
        if _is_iban(found[0].replace(" ", "")):
            return found[0]
    for found in _DIGITS.finditer(body):
        digits = [int(each) for each in found[0] if each.isdecimal()]
        if _is_card(digits) or _is_nhs_number(digits):
            return found[0]
    return ""


def _is_iban(number: str) -> bool:
    """ISO 13616: the letters as numbers, the first four characters last, modulo 97."""
    if not 15 <= len(number) <= 34:
        return False
    return int("".join(str(int(each, 36)) for each in number[4:] + number[:4])) % 97 == 1


def _is_card(digits: list[int]) -> bool:
    """The formula of Luhn (ISO/IEC 7812), which every bank card obeys."""
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return 13 <= len(digits) <= 19 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_nhs_number(digits: list[int]) -> bool:
    """Ten digits, the last of them a check of the others, modulo 11."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    weighted = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == digits[-1]
