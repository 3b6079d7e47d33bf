"""The grammar of dates: tables and forms of `data/when` compiled into one scan.

A `Grammar` holds one regular expression for all forms, made once, and the tables that turn its words into numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from whowhom import data

BLANK = r"(?:[^\S\n]+\n?|\n)"
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}|<[a-z_]+>|_")
_WORD = re.compile(r"\d+|[^\W\d_]+")
_BEFORE_CORE = 6
"""An expression begins at most so many words before the one that makes it a date ("at the very end of next week")."""
_NAMED_GROUP = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a date: the rule that works it out and the expression that reads its parts."""

    rule: str
    parts: re.Pattern[str]


@dataclass(frozen=True)
class Grammar:
    """Forms and word tables. `whole` matches an expression; its last group ("f3") numbers the form."""

    whole: re.Pattern[str]
    starts: frozenset[str]
    """Lower-case words with which an expression can begin; others begin with a figure."""
    cores: frozenset[str]
    """Lower-case words of which an expression holds at least one, or else a figure."""
    forms: tuple[Form, ...]
    months: dict[str, int]
    cued_months: frozenset[str]
    """Months whose names are words or names of other things ("May"): they need a cue or a day beside them."""
    weekdays: dict[str, int]
    units: dict[str, str]
    seasons: dict[str, tuple[int, int]]
    """Season to its first month and its number of months."""
    numbers: dict[str, int]
    relative: dict[str, int]
    holidays: dict[str, str]
    anniversaries: tuple[tuple[int, int, int, re.Pattern[str]], ...]
    """Month, day, year and the nouns that name this one day by its month and day alone ("the Sept. 11 attacks")."""
    cues: dict[str, re.Pattern[str]]
    steps: dict[str, int]
    """What stands before a day, month or year ("last") to the one that it points to: -1 before, 1 after."""
    anchored: dict[str, frozenset[str]]
    """By rule, what counts from the date told before."""

    def scan(self, text: str) -> Iterator[tuple[re.Match[str], Form]]:
        """Expressions in order, without overlap. Looks closer only at words that can begin one."""
        words = [(m[0].lower(), m.start()) for m in _WORD.finditer(text)]
        cores = [i for i, (word, _) in enumerate(words) if word in self.cores or word[0].isdigit()]
        begun, end = 0, 0
        for core in cores:
            for index in range(max(begun, core - _BEFORE_CORE), core + 1):
                word, start = words[index]
                if start < end or not (word in self.starts or word[0].isdigit()):
                    continue
                if (match := self.whole.match(text, start)) is not None:
                    end = match.end()
                    yield match, self.forms[int((match.lastgroup or "f0")[1:])]
            begun = core + 1


@lru_cache(maxsize=4)
def grammar(overlay: Path | None = None) -> Grammar:
    """The package's grammar, with the user's tables laid over it."""
    tables = _tables(overlay)
    settings = data.settings("when/forms.toml", overlay)
    words = _expressions(tables) | settings["groups"]
    forms = tuple(Form(f["rule"], _compile(_expand(f["pattern"], words))) for f in settings["form"])
    whole = "|".join(f"(?P<f{i}>{_NAMED_GROUP.sub('(?:', f.parts.pattern)})" for i, f in enumerate(forms))
    return Grammar(
        whole=re.compile(rf"(?:{whole})(?!\w)", re.IGNORECASE),
        starts=frozenset(settings["openers"]) | {_WORD.findall(w)[0] for rows in tables.values() for w in rows},
        cores=_core_words(tables) - frozenset(settings["not_cores"]),
        forms=forms,
        months={k: int(v["number"]) for k, v in tables["month"].items()},
        cued_months=frozenset(k for k, v in tables["month"].items() if v["needs_cue"]),
        weekdays={k: int(v["number"]) for k, v in tables["weekday"].items()},
        units={k: v["unit"] for k, v in tables["unit"].items()},
        seasons={k: (int(v["first_month"]), int(v["months"])) for k, v in tables["season"].items()},
        numbers={k: int(v["value"]) for k, v in tables["number"].items()},
        relative={k: int(v["days"]) for k, v in tables["relative"].items()},
        holidays={k.replace("’", "'"): v["rule"] for k, v in tables["holiday"].items()},
        anniversaries=tuple(_anniversaries(overlay)),
        cues={name: _either(list(cue)) for name, cue in settings["cues"].items()},
        steps=settings["steps"],
        anchored={rule: frozenset(words) for rule, words in settings["anchored"].items()},
    )


def _core_words(tables: dict[str, dict[str, dict[str, str]]]) -> frozenset[str]:
    """All words of the tables but those of numbers."""
    return frozenset(
        word for name, rows in tables.items() if name != "number" for words in rows for word in _WORD.findall(words)
    )


def _tables(overlay: Path | None) -> dict[str, dict[str, dict[str, str]]]:
    """Table to lower-case word to its row."""
    files = {
        "month": ("months", "names"),
        "weekday": ("weekdays", "names"),
        "unit": ("units", "words"),
        "season": ("seasons", "words"),
        "number": ("numbers", "words"),
        "relative": ("relative", "words"),
        "holiday": ("holidays", "names"),
    }
    return {
        table: {
            word.lower(): row | {"written": word}
            for row in data.rows(f"when/{name}.csv", overlay, (column,))
            for word in row[column].split("|")
        }
        for table, (name, column) in files.items()
    }


def _expressions(tables: dict[str, dict[str, dict[str, str]]]) -> dict[str, str]:
    """The expression of each table's words; names of months and days must be written with capitals."""
    words: dict[str, str] = {}
    for table, rows in tables.items():
        written = sorted((row["written"] for row in rows.values()), key=len, reverse=True)
        if table in ("month", "weekday", "holiday"):
            forms = "|".join(f"{_text(w)}|{_text(w.upper())}" for w in written)
            forms = rf"(?-i:{forms})\b\.?" if table != "holiday" else rf"(?-i:{forms})"
        else:
            forms = f"(?:{'|'.join(_text(w) for w in written)})"
        words[table] = rf"(?P<{table}>{forms})"
        words[f"{table}_bare"] = forms
    return words


def _text(words: str) -> str:
    return re.escape(words).replace(r"\ ", BLANK)


def _expand(pattern: str, words: dict[str, str]) -> str:
    """A form with its placeholders filled in and each `_` made a blank."""

    def part(match: re.Match[str]) -> str:
        if match[0] == "_":
            return BLANK
        return match[0] if match[0].startswith("<") else f"(?:{_expand(words[match[0][1:-1]], words)})"

    return _PLACEHOLDER.sub(part, pattern)


def _compile(pattern: str) -> re.Pattern[str]:
    """A group that occurs twice keeps its name at the first place only."""
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        name = match[0] if match[0] not in seen else "(?:"
        seen.add(match[0])
        return name

    return re.compile(_NAMED_GROUP.sub(group, pattern), re.IGNORECASE)


def _anniversaries(overlay: Path | None) -> Iterator[tuple[int, int, int, re.Pattern[str]]]:
    for row in data.rows("when/anniversaries.csv", overlay, ("month", "day", "year", "nouns")):
        nouns = "|".join(re.escape(noun) for noun in row["nouns"].split("|"))
        yield int(row["month"]), int(row["day"]), int(row["year"]), re.compile(rf"\W*(?:\w+ )?(?:{nouns})\b")


def _either(words: list[str]) -> re.Pattern[str]:
    """Any of these words, whole."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)", re.IGNORECASE)
