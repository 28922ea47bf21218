"""Feeds and sitemaps against their schemas."""

import json
import re
import subprocess
import tempfile
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

SCHEMAS = Path(__file__).resolve().parent / "schemas"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def problems(url: str, schema: str) -> list[str]:
    """What is wrong with the document at `url`; an answer that is not 200 is wrong, too."""
    try:
        with urlopen(url, timeout=30) as answer:
            document = answer.read()
    except HTTPError as error:
        return [f"answers {error.code}"]
    return _json_feed(document) if schema == "json-feed" else _xml(document, schema)


def _xml(document: bytes, schema: str) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(document)
        file.flush()
        grammar = str(SCHEMAS / f"{schema}.rng")
        command = ["xmllint", "--nonet", "--noout", "--relaxng", grammar, file.name]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stderr.splitlines() if done.returncode else []


def _json_feed(document: bytes) -> list[str]:
    """By version 1.1 of the specification (jsonfeed.org)."""
    feed = json.loads(document)
    said = []
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        said.append("no version of JSON Feed")
    said += [f"no {name}" for name in ("title", "home_page_url", "feed_url") if not feed.get(name)]
    names = [item.get("id") for item in feed.get("items", [])]
    if len(set(names)) < len(names) or not all(isinstance(name, str) and name for name in names):
        said.append("an item without an id of its own")
    for item in feed.get("items", []):
        if not (item.get("content_html") or item.get("content_text")):
            said.append(f"{item.get('id')} has no content")
        dates = [item[key] for key in ("date_published", "date_modified") if key in item]
        said += [f"{date} is no date of RFC 3339" for date in dates if not _DATE.fullmatch(date)]
    return said
