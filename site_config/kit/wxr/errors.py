"""Why reading a WordPress export stops."""


class WxrError(Exception):
    """Reading stopped.

    `message` says what was found and the way out, `line` (from 1) where in the file it is.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message, line)
        self.message = message
        self.line = line

    def __str__(self) -> str:
        return f"Line {self.line}: {self.message}"


class WxrRefused(WxrError):
    """The file is not a WordPress export, or holds something no WordPress export holds."""


class WxrBroken(WxrError):
    """The file breaks off or is not XML from this line on; the records before it are whole."""
