"""WordPress exports (WordPress eXtended RSS, WXR) as plain dataclasses and plain HTML."""

from site_config.kit.wxr.blocks import Converted, to_html
from site_config.kit.wxr.errors import WxrBroken, WxrError, WxrRefused
from site_config.kit.wxr.health_article import Extracted, extract
from site_config.kit.wxr.reading import read
from site_config.kit.wxr.records import (
    AuthorRecord,
    CommentRecord,
    ItemRecord,
    Problem,
    Record,
    SiteInfo,
    TermRecord,
)

__all__ = [
    "AuthorRecord",
    "CommentRecord",
    "Converted",
    "Extracted",
    "ItemRecord",
    "Problem",
    "Record",
    "SiteInfo",
    "TermRecord",
    "WxrBroken",
    "WxrError",
    "WxrRefused",
    "extract",
    "read",
    "to_html",
]
