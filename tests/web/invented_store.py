"""A small store of invented reports, written down with their records: no coder has a part in it, but the linker has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from whowhom.records import Coding, Event, EventDate, Party, Place, Report, Span, Statement
from whowhom.store import Store

MANILA = "PHL GOV Philippines"
BEIJING = "CHN GOV China"
GUARD = "CHN MIL China Coast Guard"
HOSTILE_TITLE = "<script>document.title='run'</script> & \"quotes\" \u202egnp.exe"
HOSTILE_TEXT = (
    "<img src=x onerror=\"document.title='run'\"> "
    "<b>China</b> rammed \u202ea boat of the Philippines\u202c near a reef. "
    "</p></div><script>document.title='run'</script>\n\n'\"><svg onload=alert(1)> {{ 7 * 7 }} a\u0000b \ud800 end."
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def party(text: str, told: str) -> Party:
    """`CHN GOV China` standing in the text by its name, or `PHL GOV Philippines=Manila` by other words."""
    country, sector, name = told.split(" ", 2)
    name, _, words = name.partition("=")
    at = span(text, words or name)
    return Party(at.text, at.start, at.end, name, None if country == "-" else country, sector)


def event(report: Report, number: int, trigger: str, event_type: str, quad: int, **more: Any) -> Event:
    """Parties by `party`, the date as (ISO day, words), the place as (name, country, words)."""
    text = report.text
    sides = {
        side: tuple(party(text, one) for one in more.pop(side, ()))
        for side in ("actors", "recipients", "asserted_by", "denied_by")
    }
    spans = {name: span(text, more.pop(name)) if name in more else None for name in ("cue", "denial")}
    day, place = more.pop("day", None), more.pop("place", None)
    sentence = span(text, more.pop("sentence", text.split("\n")[0]))
    return Event(
        event_id=f"{report.id}-{number}".replace("/", "_").replace(" ", "_"), report_id=report.id,
        event_type=event_type, mode=more.pop("mode", None), quad=quad,  # type: ignore[arg-type]
        intensity=more.pop("intensity", {1: 3.0, 2: 6.0, 3: -4.0, 4: -8.0}[quad]), contexts=("maritime",),
        modality=more.pop("modality", "actual"), instrument=more.pop("instrument", None),
        date=EventDate(day[0], day[0], "day", "stated", span(text, day[1])) if day else None,
        place=Place(place[0], place[1], 9.7, 118.7, None, "city", span(text, place[2])) if place else None,
        trigger=span(text, trigger), evidence=(sentence,), **sides, **spans, **more,
    )  # fmt: skip


def codings() -> list[Coding]:
    return [_ramming(), _denial(), _talks(), _copy(), _plans(), _treaty(), _hostile()]


def _ramming() -> Coding:
    text = (
        "China Coast Guard ships rammed a supply boat of the Philippines near Second Thomas Shoal on 17 June 2024, "
        "Manila said.\nTwo sailors were hurt and one was flown to a hospital on Palawan, where doctors set a broken "
        "hand. The boat carried rice, fuel and mail for marines who live aboard a rusting ship. Fishermen watched "
        "from a distance."
    )
    report = Report("shoal/1", "Boat rammed at shoal", text, "2024-06-18T08:00:00+08:00", "meta", "Manila Ledger",
                    "https://ledger.example/shoal?id=1&x=2")  # fmt: skip
    told = event(
        report, 1, "rammed", "ASSAULT", 4, actors=(GUARD,), recipients=(MANILA,), day=("2024-06-17", "17 June 2024"),
        asserted_by=(f"{MANILA}=Manila",), cue="said", place=("Second Thomas Shoal", "PHL", "Second Thomas Shoal"),
    )  # fmt: skip
    said = Statement(
        "shoal1-s", report.id, party(text, f"{MANILA}=Manila"), span(text, "said"), span(text, "Two sailors were hurt"),
        "asserts", False,
    )  # fmt: skip
    return Coding(report, (told,), (said,))


def _denial() -> Coding:
    text = (
        "China denied that China Coast Guard ships rammed a supply boat of the Philippines near Second Thomas Shoal "
        "on 17 June 2024.\nIt blamed Manila.\nA spokesman read a short text in the evening, took no questions, and "
        "left through a side door. State television repeated the text on the hour, with old pictures of lighthouses "
        "and of calm water."
    )
    report = Report("shoal/2", "Beijing denies ramming", text, "2024-06-19", "meta", "Harbour Post",
                    "https://post.example/2")  # fmt: skip
    day = {"day": ("2024-06-17", "17 June 2024"), "place": ("Second Thomas Shoal", "PHL", "Second Thomas Shoal")}
    act = event(
        report, 1, "rammed", "ASSAULT", 4, actors=(GUARD,), recipients=(MANILA,), denied_by=(BEIJING,),
        denial="denied", **day,
    )  # fmt: skip
    blame = event(report, 2, "blamed", "ACCUSE", 3, actors=(BEIJING,), recipients=(f"{MANILA}=Manila",),
                  sentence="It blamed Manila.")  # fmt: skip
    return Coding(report, (act, blame))


def _talks() -> Coding:
    text = "The Philippines and China held talks in Jakarta on 2 July 2024.\nJapan praised the Philippines."
    report = Report("talks", "Talks in Jakarta", text, "2024-07-03", "meta", "Manila Ledger", None)
    talks = event(
        report, 1, "held talks", "CONSULT", 1, actors=(MANILA, BEIJING), day=("2024-07-02", "2 July 2024"),
        place=("Jakarta", "IDN", "Jakarta"), mode="multilateral",
    )  # fmt: skip
    praise = event(report, 2, "praised", "SUPPORT", 1, actors=("JPN GOV Japan",), recipients=(MANILA,),
                   sentence="Japan praised the Philippines.")  # fmt: skip
    return Coding(report, (talks, praise))


def _copy() -> Coding:
    first = _ramming()
    report = replace(first.report, id="copy", publisher="Island Echo", url="https://echo.example/copy")
    return Coding(report, (replace(first.events[0], event_id="copy-1", report_id="copy"),))


def _plans() -> Coding:
    text = "Japan plans to give patrol ships to the Philippines.\nIt may send aid, and has not sent troops to Luzon."
    report = Report("plans", "Japan plans patrol ships", text, "2024-08-01", "meta", "Harbour Post", None)
    japan = {"actors": ("JPN GOV Japan",), "recipients": (MANILA,)}
    second = "It may send aid, and has not sent troops to Luzon."
    return Coding(report, (
        event(report, 1, "give", "AID", 2, modality="planned", **japan),
        event(report, 2, "send aid", "AID", 2, modality="possible", sentence=second, **japan),
        event(report, 3, "sent troops", "MOBILIZE", 4, modality="negated", sentence=second, **japan),
    ))  # fmt: skip


def _treaty() -> Coding:
    text = "Japan and the Philippines signed the Reciprocal Access Agreement on 8 July 2024."
    report = Report("treaty", "Access agreement signed", text, "2024-07-08", "meta", "Harbour Post", None)
    return Coding(report, (event(
        report, 1, "signed", "SUPPORT", 1, actors=("JPN GOV Japan", MANILA), day=("2024-07-08", "8 July 2024"),
        instrument="Reciprocal Access Agreement",
    ),))  # fmt: skip


def _hostile() -> Coding:
    report = Report(
        "<id>&?#/../x y", HOSTILE_TITLE, HOSTILE_TEXT, "2024-09-01", "given", "\"><script>alert('p')</script>",
        "javascript:alert(1)",
    )  # fmt: skip
    name = "-  <img src=x onerror=alert(2)> \u202eleader"
    rammed = event(report, 1, "rammed", "ASSAULT", 4, actors=(BEIJING,), recipients=(MANILA,),
                   sentence=HOSTILE_TEXT.split("\n", maxsplit=1)[0])  # fmt: skip
    leader = Party("end", HOSTILE_TEXT.index("end."), HOSTILE_TEXT.index("end.") + 3, name, None, "UNK")
    return Coding(report, (replace(rammed, actors=(*rammed.actors, leader), denied_by=(leader,), denial=span(
        HOSTILE_TEXT, "near")),))  # fmt: skip


def fill(path: Path) -> Store:
    store = Store(path)
    store.add(codings())
    return store
