"""What days an expression means. Each case: the text, what is found in it, the days, and why."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom import data
from whowhom.when import DateMention, find_dates, written_day

WEDNESDAY = date(2019, 9, 4)

STATED = [
    ("They signed it on 29 August 2019.", "29 August 2019", "2019-08-29", "2019-08-29", "day"),
    (
        "They signed it on Thursday, Aug. 29, 2019, in Rome.",
        "Thursday, Aug. 29, 2019",
        "2019-08-29",
        "2019-08-29",
        "day",
    ),
    ("Talks ran March 3-5, 2018.", "March 3-5, 2018", "2018-03-03", "2018-03-05", "day"),
    ("The order is dated 2016-02-29.", "2016-02-29", "2016-02-29", "2016-02-29", "day"),
    ("In late August 2014 the town fell.", "late August 2014", "2014-08-01", "2014-08-31", "month"),
    ("June and July 2014 were worse.", "June and July 2014", "2014-06-01", "2014-07-31", "month"),
    ("The spring of 2011 changed it.", "The spring of 2011", "2011-03-01", "2011-05-31", "month"),
    ("the 2003 invasion", "2003", "2003-01-01", "2003-12-31", "year"),
    ("the 1992 protests", "1992", "1992-01-01", "1992-12-31", "year"),
    ("the war of 1991-1994", "1991-1994", "1991-01-01", "1994-12-31", "year"),
    ("Many left in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31", "year"),
]

RELATIVE = [
    ("They met today.", "today", "2019-09-04", "2019-09-04", "day"),
    ("They met yesterday evening.", "yesterday evening", "2019-09-03", "2019-09-03", "day"),
    ("It fell the day before yesterday.", "the day before yesterday", "2019-09-02", "2019-09-02", "day"),
    ("They met on Wednesday.", "Wednesday", "2019-09-04", "2019-09-04", "day"),
    ("They met on Monday.", "Monday", "2019-09-02", "2019-09-02", "day"),
    ("They met last Wednesday.", "last Wednesday", "2019-08-28", "2019-08-28", "day"),
    ("They meet next Monday.", "next Monday", "2019-09-09", "2019-09-09", "day"),
    ("They will meet on Monday.", "Monday", "2019-09-09", "2019-09-09", "day"),
    ("On Monday, they will meet.", "Monday", "2019-09-09", "2019-09-09", "day"),
    ("A meeting is scheduled for Friday.", "Friday", "2019-09-06", "2019-09-06", "day"),
    ("He said Monday that he will go.", "Monday", "2019-09-02", "2019-09-02", "day"),
    ("He will appeal, he announced Monday.", "Monday", "2019-09-02", "2019-09-02", "day"),
    ("Saturday's march was banned.", "Saturday", "2019-08-31", "2019-08-31", "day"),
    ("Troops left on Tuesday of last week.", "Tuesday of last week", "2019-08-27", "2019-08-27", "day"),
    ("It was shelled early Sunday morning.", "early Sunday morning", "2019-09-01", "2019-09-01", "day"),
    ("They met on Aug. 29.", "Aug. 29", "2019-08-29", "2019-08-29", "day"),
    ("They met on Dec. 29.", "Dec. 29", "2018-12-29", "2018-12-29", "day"),
    ("They will meet on Jan. 12.", "Jan. 12", "2020-01-12", "2020-01-12", "day"),
    ("They met in October.", "October", "2018-10-01", "2018-10-31", "month"),
    ("They met in May.", "May", "2019-05-01", "2019-05-31", "month"),
    ("They met in March of last year.", "March of last year", "2018-03-01", "2018-03-31", "month"),
    ("They met earlier this month.", "earlier this month", "2019-09-01", "2019-09-30", "month"),
    ("They met last week.", "last week", "2019-08-26", "2019-09-01", "day"),
    ("They met last month.", "last month", "2019-08-01", "2019-08-31", "month"),
    ("They will meet next year.", "next year", "2020-01-01", "2020-12-31", "year"),
    ("They met last fall.", "last fall", "2018-09-01", "2018-11-30", "month"),
    ("They met two days ago.", "two days ago", "2019-09-02", "2019-09-02", "day"),
    ("He was freed almost four years ago.", "almost four years ago", "2015-01-01", "2015-12-31", "year"),
    ("It burned over the weekend.", "the weekend", "2019-08-31", "2019-09-01", "day"),
    ("Shots fell on New Year's Eve.", "New Year's Eve", "2018-12-31", "2018-12-31", "day"),
    ("They fought on Good Friday.", "Good Friday", "2019-04-19", "2019-04-19", "day"),
    ("since the Sept. 11 attacks", "Sept. 11", "2001-09-11", "2001-09-11", "day"),
]

NOTHING = [
    ("It lasted three days.", "a length of time"),
    ("They march every Friday.", "a habit"),
    ("Trade fell over the past year.", "a length of time"),
    ("He met Prime Minister May.", "a name"),
    ("Foreign ministers of Austria and Jan Novak met.", "a name"),
    ("They sent the 2000 troops home.", "a round number of things"),
    ("Some 1,990 people fled.", "a number"),
    ("The man was in his 30s.", "an age"),
    ("A day later they left.", "counted from a date that is not told"),
    ("The Sunday Times reported it.", "a newspaper"),
]  # fmt: skip


def _seen(text: str, mention: DateMention) -> tuple[str, str, str, str]:
    return text[mention.start : mention.end], mention.first, mention.last, mention.precision


@pytest.mark.parametrize(("text", "words", "first", "last", "precision"), STATED)
def test_a_stated_date_needs_no_publication_date(text: str, words: str, first: str, last: str, precision: str) -> None:
    for published in (WEDNESDAY, None):
        (mention,) = find_dates(text, published)
        assert _seen(text, mention) == (words, first, last, precision)
        assert mention.basis == "stated"


@pytest.mark.parametrize(("text", "words", "first", "last", "precision"), RELATIVE)
def test_relative_words_count_from_the_publication_date(
    text: str, words: str, first: str, last: str, precision: str
) -> None:
    (mention,) = find_dates(text, WEDNESDAY)
    assert _seen(text, mention) == (words, first, last, precision)
    assert mention.basis == "relative"


@pytest.mark.parametrize("text", [case[0] for case in RELATIVE if "Sept. 11" not in case[0]])
def test_without_a_publication_date_relative_words_tell_nothing(text: str) -> None:
    assert find_dates(text, None) == []


@pytest.mark.parametrize(("text", "why"), NOTHING)
def test_no_date(text: str, why: str) -> None:
    assert find_dates(text, WEDNESDAY) == [], why


def test_the_next_day_counts_from_the_date_before_it() -> None:
    text = "On 3 March 2011 the army fired. The next day the minister left. A week later he was dead."
    assert [m.first for m in find_dates(text, None)] == ["2011-03-03", "2011-03-04", "2011-03-07"]


def test_an_anchor_from_the_sentence_before() -> None:
    (anchor,) = find_dates("They landed on 3 March 2011.", None)
    (mention,) = find_dates("The following day they left.", None, anchor=anchor)
    assert (mention.first, mention.basis) == ("2011-03-04", "relative")


def test_offsets_are_moved_to_the_report() -> None:
    (mention,) = find_dates("in 2014", None, offset=100)
    assert (mention.start, mention.end) == (103, 107)


def test_a_decade_is_no_date_of_an_act() -> None:
    (decade,) = find_dates("in the 1990s", None)
    assert not decade.exact


def test_each_form_reads_its_own_example() -> None:
    forms = tomllib.loads((data.FOLDER / "when/forms.toml").read_text(encoding="utf-8"))["form"]
    anchor = find_dates("on 3 March 2011", None)[0]
    for form in forms:
        for example in form["example"].split(";"):
            found = find_dates(example.split(":")[0].strip(), WEDNESDAY, anchor=anchor)
            assert bool(found) == (form["rule"] != "none"), example


def test_a_user_table_adds_holidays(tmp_path: Path) -> None:
    folder = tmp_path / "when"
    folder.mkdir()
    (folder / "holidays.csv").write_text("names,rule,note\nFounders Day,03-09,\n", encoding="utf-8")
    (mention,) = find_dates("It began on Founders Day.", WEDNESDAY, overlay=tmp_path)
    assert mention.first == "2019-03-09"


_WRITTEN = (
    "on|in|the|last|next|May|Feb.|29|30|31st|2019|1900|Monday|the next day|,|99 decades ago|999 years ago|"
    "300 months later|Easter|Thanksgiving|-|'s|will|weekend"
)
_PIECES = st.sampled_from(_WRITTEN.split("|"))


@given(st.lists(_PIECES, max_size=8), st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 12, 31)))
def test_whatever_is_written_each_mention_is_a_span_of_days(pieces: list[str], published: date) -> None:
    text = " ".join(pieces)
    end = 0
    for mention in find_dates(text, published):
        assert end <= mention.start < mention.end <= len(text)
        assert date.fromisoformat(mention.first) <= date.fromisoformat(mention.last)
        end = mention.end


@pytest.mark.parametrize(
    ("text", "day", "near"),
    [
        ("LIMA, May 3, 2019 (Andina) -- Peru said so.", "2019-05-03", "2019-05-03"),
        ("Ships meet\nUpdated: 2019-05-03 17:52\nThey met.", "2019-05-03", "2019-05-03"),
        ("They met on 3 May 2019, after talks that began on 1 April 2018.", None, "2019-05-03"),
        ("They met in May 2019.", None, None),
        ("FILE - In this May 3, 2019, photo, a ship sinks.", None, "2019-05-03"),
    ],
)
def test_a_report_without_a_day_may_write_it(text: str, day: str | None, near: str | None) -> None:
    assert tuple(found and found.isoformat() for found in written_day(text)) == (day, near)


def test_days_near_another_take_its_year() -> None:
    near = date(2019, 1, 10)
    days = [m.first for m in find_dates("On December 29 and on January 3, not on July 2, they met.", None, near=near)]
    assert days == ["2018-12-29", "2019-01-03"]
