"""Every error that whowhom raises on purpose.

WhowhomError
├── ReadError            an input cannot be read: what was given, why, what to do
│   └── NotEnglishError  the report is in another language: nothing is coded
├── DataError            a data file of the package or of the user is wrong: file, line, what was expected
├── ModelError           the language model is not installed or has no parser
└── StoreError           a store cannot be opened, is busy, or does not hold what was asked for
"""


class WhowhomError(Exception):
    """Base of all errors of this package; its message says what was given, what was expected, what to do."""


class ReadError(WhowhomError):
    """An input cannot be read. `name` is the file, address or row that was given."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class NotEnglishError(ReadError):
    """The report is written in another language than English; nothing is coded rather than guessed."""


class DataError(WhowhomError):
    """A data file is wrong."""


class ModelError(WhowhomError):
    """The language model cannot be used."""


class StoreError(WhowhomError):
    """A store cannot be used, or does not hold what was asked for."""
