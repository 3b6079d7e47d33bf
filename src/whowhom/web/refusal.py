"""What the page cannot answer: with a status, and in words that say what was given and what was expected."""

from __future__ import annotations


class Refusal(Exception):
    """`status` is HTTP's; `given` and `expected` are told to the reader where they are known."""

    def __init__(self, status: int, words: str, given: str = "", expected: str = "") -> None:
        super().__init__(words)
        self.status, self.words, self.given, self.expected = status, words, given, expected

    def row(self) -> dict[str, str | int]:
        return {"status": self.status, "error": self.words, "given": self.given, "expected": self.expected}


def wrong(what: str, given: str, expected: str) -> Refusal:
    return Refusal(400, f"The address asks for {what} that this page cannot read.", given, expected)


def unknown(words: str, given: str) -> Refusal:
    return Refusal(404, words, given)
