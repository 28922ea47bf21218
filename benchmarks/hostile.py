"""Texts of 5 000 characters that are made to keep screening busy."""

from comments.models import MAX_CHARACTERS


def texts() -> dict[str, str]:
    """By what they consist of."""
    repeated = {
        "one letter": "a",
        "letters and spaces": "a ",
        "digits and spaces": "0 ",
        "digits": "1",
        "half of telephone numbers": "(202",
        "half of addresses": "a@",
        "names of hosts": "a.",
        "bare hosts": "x.com ",
        "links": "http://a.com ",
        "beginnings of account numbers": "AA11 ",
        "doses": "take 5 mg ",
        "most of a phrase": "want to di ",
        "two scripts": "a\u0430 ",
        "invisible characters": "a\u200b",
        "stacked marks": "\u0301",
        "a character that unfolds to eighteen": "\ufdfa",
        "line ends": "\n",
        "quotations": "> ",
    }
    found = {name: (part * MAX_CHARACTERS)[:MAX_CHARACTERS] for name, part in repeated.items()}
    found["as many words as fit"] = " ".join(map(str, range(MAX_CHARACTERS)))[:MAX_CHARACTERS]
    found["all different characters"] = "".join(
        chr(0x4E00 + number) for number in range(MAX_CHARACTERS)
    )
    return found
