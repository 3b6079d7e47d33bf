"""What of a line is read: not where it was filed, nor whose picture it stands under, nor pointers to other reports.

A place with an agency, or an agency alone, before a first sentence would be read as who acts in it ("(CNN) Thai police
arrested ..."), and so would the agency before a caption ("Reuters Malian soldiers patrol ..."); the photographer behind
one would be a place or a person. The names stand in `data/language/credits.csv`.
"""

from __future__ import annotations

import re

from whowhom.data import rows, settings

_LONGEST_CAPTION = 400
"""Characters of a line that may be a caption."""
_LONGEST_CREDIT = 160
_ROWS = [(row["name"], row["uses"].split("|")) for row in rows("language/credits.csv")]


def _any(use: str) -> str:
    names = sorted((name for name, uses in _ROWS if use in uses), key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, names))})"


_PICTURE, _FILED = _any("picture"), _any("filed")
_TEASER = re.compile(rf"\W*{_any('teaser')}")
_PLACE_NAME = r"[A-ZÀ-Þ][\w'’.]*(?:[ /-][A-ZÀ-Þ][\w'’.]*){0,4}"
_NAME = r"[A-ZÀ-Þ][\w.'’-]*"
_WORD = rf"(?:{_NAME}|via|by|for|file|photo)"
_BEGINS = r"(?=[\"“‘'`]*[A-ZÀ-Þ])"
# not "SMITH: We will see.", which is a speaker's
_TOLD = rf"(?!\s+[\"“]?(?:{'|'.join(settings('language/words.toml')['spoken_openings'])})\b)"
# "KABUL (Agency) -- ", "KABUL: ", "Oslo – ", "SEOUL/WASHINGTON (Reuters) - ", "Tehran, March 15, IRNA - ", "(CNN)",
# "London (CNN) "; what follows begins like a sentence
_DATELINE = re.compile(
    rf"""\s*(?:
        (?:
            [A-ZÀ-Þ]{{3,}}[A-ZÀ-Þ'’./ -]*(?:,\s[\w.' ]{{2,25}}){{0,3}}\s*(?:\([^)]{{2,30}}\)\s*)?(?:--|[-–—_]|:{_TOLD})
          | {_PLACE_NAME}(?:,\s[\w.' ]{{2,25}}){{0,3}}\s*\([A-Z][\w .-]{{1,25}}\)\s*(?:--|[-–—_:])
          | {_NAME}(?:[ ]{_NAME}){{0,2}}\s(?:--|[–—])
          | {_PLACE_NAME},\s[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}(?:,\s[A-Z]{{2,10}})?\s*(?:--|[-–—])
        )\s+
      | (?:{_PLACE_NAME}(?:,\s[\w.' ]{{2,25}})?\s*)?\({_FILED}\)\s*(?:(?:--|[-–—_:])\s*)?
    ){_BEGINS}""",
    re.VERBOSE,
)
# "Jane Doe / Reuters Malian soldiers ...": that a slash or colon joins two names tells a credit
_SIGNED = re.compile(rf"(?:{_NAME} ){{0,3}}{_NAME}\s?[/:]\s?(?:{_PICTURE}(?:\s?[/:-]\s?)?)+\s+{_BEGINS}")
_CREDIT = re.compile(rf"{_PICTURE}(?:\s[/–-]\s{_PICTURE})*\s+{_BEGINS}")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»)\]]*\s*$")
# "(Jane Doe/AFP)", "[AP Photo/Jane Doe]", "REUTERS/Jane Doe", "| Photo Credit: Jane Doe"
_BEHIND = re.compile(
    rf"""\s*(?:
        [(\[](?:{_WORD}[ /,]+){{0,6}}{_PICTURE}(?:[ /,]+{_WORD}){{0,6}}[)\]]
      | (?<!\S)(?:REUTERS|AFP|EPA|AAP|AP\ Photo)\s?/\s?{_NAME}(?:[ /]{_NAME}){{0,6}}
      | \|\s?(?:[Pp]hoto|[Ii]mage|[Pp]icture)s?(?:\s[Cc]redits?|\sby|\s?:).{{2,60}}
      | (?<!\S)(?:Photo|Image|Picture)s?(?:\s[Cc]redits?)?:\s[^.:]{{2,60}}
    )\.?\s*$""",
    re.VERBOSE,
)


def read_part(line: str) -> tuple[int, int]:
    """Where in a line what is read begins and ends; nothing of a line that only points to other reports is."""
    if _TEASER.match(line):
        return len(line), len(line)
    if dateline := _DATELINE.match(line):
        return dateline.end(), len(line)
    if len(line) > _LONGEST_CAPTION:
        return 0, len(line)
    behind = _BEHIND.search(line, max(0, len(line) - _LONGEST_CREDIT))
    end = behind.start() if behind else len(line)
    before = _SIGNED.match(line) or _CREDIT.match(line)
    if before and before.re is _CREDIT and _SENTENCE_END.search(line):
        return 0, end  # a sentence of the report, in which the agency may be meant
    return (before.end() if before else 0), end
