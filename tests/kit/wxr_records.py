"""What the tests of WordPress exports share: the files, and ways to read them."""

import io
from pathlib import Path
from typing import TypeVar

from site_config.kit.wxr import ItemRecord, Record, WxrBroken, WxrRefused, read

FILES = Path(__file__).parent / "wxr_files"
SMALL_SITE = (FILES / "small_site.xml").read_bytes()
HEADER = b"""<rss xmlns:wp="http://wordpress.org/export/1.2/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><wp:wxr_version>1.2</wp:wxr_version>
"""

R = TypeVar("R")


def records_of(name: str) -> list[Record]:
    with (FILES / name).open("rb") as stream:
        return list(read(stream))


def read_bytes(content: bytes) -> list[Record]:
    return list(read(io.BytesIO(content)))


def only(kind: type[R], records: list[Record]) -> list[R]:
    return [record for record in records if isinstance(record, kind)]


def items_by_id(name: str) -> dict[int, ItemRecord]:
    return {item.post_id: item for item in only(ItemRecord, records_of(name))}


def line_of(name: str, text: str) -> int:
    content = (FILES / name).read_bytes()
    return content[: content.index(text.encode())].count(b"\n") + 1


def outcome_of(content: bytes) -> tuple[list[Record], WxrBroken | WxrRefused | None]:
    """Return the records that came, and the failure that ended them, if one did."""
    records: list[Record] = []
    try:
        for record in read(io.BytesIO(content)):
            records.append(record)
    except (WxrBroken, WxrRefused) as failure:
        return records, failure
    return records, None


def read_until_failure(content: bytes) -> tuple[list[Record], WxrBroken | WxrRefused]:
    records, failure = outcome_of(content)
    assert failure is not None
    return records, failure
