"""Drawing pictures on every core. Knows nothing of Django, so that a fresh process can do it."""

import io
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from site_config.demonstration.pictures import draw


def drawn(motifs: list[str]) -> Iterator[bytes]:
    """The PNG file of each motif, in order."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield from pool.map(_as_png, motifs)


def _as_png(motif: str) -> bytes:
    buffer = io.BytesIO()
    draw(motif).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
