"""The newest SQLite that there is here, for everything in this process.

Python's own module uses the SQLite of the system, which may be years old. The package pysqlite3 is
the same module with a SQLite of its own; it is missing where nobody has built it.
"""

import sqlite3
import sys
from types import ModuleType

try:
    import pysqlite3
except ImportError:
    pysqlite3 = None


def take_over() -> ModuleType:
    """Let `import sqlite3` mean the newest one from now on, and return it.

    To be called before anything else imports that name. A process must not open one file with two
    SQLite libraries: when either closes it, the system drops the locks of both, which can corrupt
    a database.
    """
    newest = _newer(sqlite3, pysqlite3) if pysqlite3 else sqlite3
    sys.modules["sqlite3"], sys.modules["sqlite3.dbapi2"] = newest, newest.dbapi2
    return newest


def _newer(one: ModuleType, other: ModuleType) -> ModuleType:
    """That of the two with the newer library; the first where they are equal."""
    return max(one, other, key=lambda module: module.sqlite_version_info)
