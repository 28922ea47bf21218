"""What is measured: each module names its ROWS and yields a Measured for each that is wanted."""

from benchmarks.subjects import (
    cached,
    discussion,
    growth,
    memory,
    posting,
    proxied,
    rendered,
    screening,
    searching,
    verbs,
    weight,
)

# Those that write to a site come last.
SUBJECTS = (
    cached,
    proxied,
    rendered,
    weight,
    searching,
    screening,
    growth,
    discussion,
    posting,
    memory,
    verbs,
)
