"""One text printed by many outlets is one voice; other reports of the same event are others."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whowhom.linking.copies import SKETCH, CopyLinker, body, overlap, sketch
from whowhom.linking.groups import group, ties
from whowhom.linking.profiles import profile
from whowhom.records import Report

WIRE = """Fishermen in the port of Larsk blocked the harbour with forty boats on Monday after the navy of Ostravia
seized three trawlers in waters that both countries claim.
"We will not move until our crews are home," said Ilan Berek, who heads the fishermen's union. The blockade stopped the
ferry to the islands and kept two tankers waiting outside the breakwater.
The foreign ministry of Ostravia said the trawlers had crossed the median line and that their captains would face a
court in the capital. It rejected a note of protest that was handed to its ambassador on Sunday evening.
Talks about the fishing grounds broke down in March, when Ostravia demanded that foreign boats carry its inspectors.
The coast guard has since doubled its patrols, and fishermen say that shots were fired over their bows twice.
Prime Minister Dora Velt called the seizure an act of piracy and said that she would bring the case before the court
in The Hague. Opposition leaders urged her to send ships to escort the fleet instead."""

OTHER = """The blockade of the harbour at Larsk entered its second day as union leader Ilan Berek turned down an offer
by the government to pay the fishermen while their colleagues are held in Ostravia.
About forty trawlers and cutters lie across the entrance. Passengers for the islands were flown out by helicopter.
Ostravia's coast guard boarded the three boats on Saturday, towed them to its main port and arrested nineteen men. A
ministry official there said that a judge would hear them this week and that the boats could be sold.
Velt, the prime minister, faces calls from the right to arm the patrol boats. Her coalition partner warned against it:
"Nobody wants a war over cod," its leader told state radio."""


def report(name, text, published="2024-05-06"):
    return Report(name, f"Title of {name}", text, published)


def copies(*reports):
    return [[member.id for member in group] for group in group(CopyLinker(), map(profile, reports))]


def furnished(text):
    """As another outlet prints it: dateline, straight quotes, pictures, links, credits."""
    lines = text.replace('"', "“").replace("'", "’").split("\n")
    lines[0] = "LARSK, May 6 (Reuters) - " + lines[0]
    lines.insert(4, "Read more: Why cod is dear this year")
    lines.insert(0, "Photo: Boats in the harbour of Larsk")
    return "\n".join(
        [*lines, "Reporting by A. Writer; Editing by B. Desk", "© 2024 The Larsk Courier. All rights reserved."]
    )


def test_furniture_makes_no_other_text():
    assert overlap(sketch(WIRE), sketch(furnished(WIRE)))[0] > 0.85
    assert copies(report("a", WIRE), report("b", furnished(WIRE))) == [["a", "b"]]


def test_shortened_text_is_a_copy():
    short = "\n".join(WIRE.split("\n")[:5])
    resemblance, containment = overlap(sketch(WIRE), sketch(short))
    assert resemblance < 0.6
    assert containment > 0.95
    assert copies(report("a", WIRE), report("b", short), report("c", furnished(short))) == [["a", "b", "c"]]


def test_other_reports_of_the_event_are_other_voices():
    assert overlap(sketch(WIRE), sketch(OTHER))[1] < 0.1
    assert copies(report("a", WIRE), report("b", OTHER)) == [["a"], ["b"]]


def test_the_same_quotation_makes_no_copy():
    quoting = (
        OTHER + '\n"We will not move until our crews are home," said Ilan Berek, who heads the fishermen\'s union.'
    )
    assert copies(report("a", WIRE), report("b", quoting)) == [["a"], ["b"]]


def test_an_update_is_the_same_voice():
    update = "The navy freed one crew late on Tuesday, the ministry said, and kept the boats.\n" + WIRE
    assert copies(report("a", WIRE), report("b", update)) == [["a", "b"]]


def test_long_texts_of_which_only_a_part_is_kept():
    words = [f"word{number}" for number in range(3000)]
    rng = random.Random(7)
    whole = " ".join(rng.choices(words, k=3000))
    half, other = whole[: len(whole) // 2], " ".join(rng.choices(words, k=3000))
    assert len(sketch(whole)) == SKETCH
    assert overlap(sketch(whole), sketch(half))[1] > 0.95
    assert overlap(sketch(whole), sketch(half))[0] == pytest.approx(0.5, abs=0.15)
    assert overlap(sketch(whole), sketch(other))[1] < 0.05


def test_short_texts():
    assert sketch("") == sketch("Four words are few") == ()
    brief = "Ostravia frees the nineteen fishermen of Larsk."
    assert overlap(sketch(brief), sketch(brief.upper())) == (1, 1)
    assert overlap(sketch(brief), sketch("Ostravia frees the nineteen fishermen of Port Avel.")) == (0, 0)
    assert overlap((), ()) == (0, 0)


def test_hashes_stay_over_versions():
    assert sketch("Ostravia frees the nineteen fishermen of Larsk.") == (547609077, 1518725497, 2850937840)


def test_months_apart_is_no_copy():
    assert copies(report("a", WIRE), report("b", WIRE, "2025-05-06")) == [["a"], ["b"]]


@pytest.mark.parametrize(
    "line",
    ["By Reuters Staff", "Additional reporting by A. Writer in Larsk", "(Reporting by A. Writer)",
     "Also read: More on cod", "Updated: May 6, 2024 10:15", "With inputs from agencies"],
)  # fmt: skip
def test_furniture(line):
    assert body(f"{line}\nThe blockade goes on.") == "The blockade goes on."


@pytest.mark.parametrize(
    "line",
    ["By midnight the harbour was empty.", "More boats came.", "Follow the money, said Berek.",
     "Videos show the boats.", "Published reports speak of nineteen arrests."],
)  # fmt: skip
def test_text_is_no_furniture(line):
    assert body(line) == line


def test_a_text_without_line_breaks_stays():
    text = "Updated: May 6, 2024 " + WIRE.replace("\n", " ")
    assert body(text) == text
    assert copies(report("a", WIRE), report("b", text)) == [["a", "b"]]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(8)), st.integers(0, 3))
def test_order_does_not_matter(order, seed):
    rng = random.Random(seed)
    lines = WIRE.split("\n")
    reports = [report(f"r{n}", "\n".join(rng.sample(lines, rng.randint(2, len(lines))))) for n in range(7)]
    reports.append(report("r7", OTHER))
    profiles = [profile(one) for one in reports]
    expected = group(CopyLinker(), profiles)
    assert group(CopyLinker(), [profiles[at] for at in order]) == expected
    assert {frozenset((a.id, b.id)) for a, b, _ in ties(CopyLinker(), profiles)} == {
        frozenset((a.id, b.id)) for a, b, _ in ties(CopyLinker(), [profiles[at] for at in order])
    }
