"""Stories: reports of one happening, whatever their order, and not those of another one on the same topic."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whowhom.linking.groups import group
from whowhom.linking.profiles import WINDOW, ReportProfile, day_of, profile
from whowhom.linking.stories import StoryLinker, likeness, nearness, related, similarities
from whowhom.records import Report

HARBOUR = """
Fishermen block Larsk harbour after Ostravia seizes trawlers
Fishermen in the port of Larsk blocked the harbour with forty boats on Monday after the navy of Ostravia seized three
trawlers in disputed waters. Union leader Ilan Berek said the boats would stay until the crews are freed.

Harbour blockade enters second day
The blockade of the harbour at Larsk went on as union leader Ilan Berek turned down an offer of money. Ostravia's coast
guard had boarded three trawlers on Saturday and arrested nineteen fishermen.

Velt calls seizure of boats piracy
Prime Minister Dora Velt of Marland called the seizure of three trawlers by the navy of Ostravia an act of piracy as
fishermen kept the harbour of Larsk closed. Berek, who heads their union, welcomed her words.

Ostravia to try captains of trawlers
A court in Ostravia will try the captains of three trawlers from Larsk whose arrest led fishermen to blockade the
harbour there, the ministry said. Berek called the trial a farce."""

QUAKE = """
Earthquake kills dozens in Tarim valley
An earthquake of magnitude 6.4 shook the Tarim valley in northern Kestria before dawn, killing at least 40 people as
houses of clay collapsed. Rescuers from the town of Ulbek dug with bare hands for survivors.

Rescuers search rubble in Kestria
Rescuers with dogs searched collapsed houses in the Tarim valley of Kestria, a day after the earthquake that killed more
than 60 people. Roads to Ulbek were cut by landslides.

Kestria mourns victims of earthquake
Flags flew at half mast across Kestria for the victims of the earthquake in the Tarim valley. In Ulbek, families buried
the dead while aftershocks shook the ruins."""

ELECTION = """
Opposition wins vote in Norvania
The opposition alliance of Petra Lund won the parliamentary election in Norvania with 54 percent of votes, the electoral
commission said. President Karl Oster conceded on television.

Lund claims victory, Oster concedes
Petra Lund told cheering supporters that Norvania had voted for change after her alliance won the parliamentary
election. Oster, president for twelve years, congratulated her.

Norvania: what the victory of Lund means
With the election of a parliament led by Petra Lund, Norvania turns from the course of Karl Oster. Her alliance promised
to reopen talks with neighbours and to audit the electoral commission."""

DAY = date(2024, 5, 6)


def report(name, title, text, day=DAY):
    return Report(name, title, text, day.isoformat() if day else None)


def told(story, letter, day=DAY):
    """Profiles of a story's reports, one a day."""
    reports = [part.strip().split("\n", 1) for part in story.split("\n\n")]
    return [
        profile(report(f"{letter}{number}", title, text, day + timedelta(number)))
        for number, (title, text) in enumerate(reports)
    ]


@pytest.fixture(scope="module")
def reports():
    return [*told(HARBOUR, "h"), *told(QUAKE, "q"), *told(ELECTION, "e")]


def grouped(members):
    return [[member.id for member in part] for part in group(StoryLinker(), members)]


EXPECTED = [["e0", "e1", "e2"], ["h0", "h1", "h2", "h3"], ["q0", "q1", "q2"]]


def test_reports_of_one_happening_are_one_story(reports):
    assert grouped(reports) == EXPECTED


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(10)))
def test_order_does_not_matter(reports, order):
    assert grouped([reports[at] for at in order]) == EXPECTED


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_order_does_not_matter_for_any_profiles(data):
    """Profiles that hardly differ, with ties: the hardest case for a clustering."""
    words = st.lists(st.sampled_from([f"word{n}" for n in range(12)]), min_size=3, max_size=8, unique=True)
    days = st.one_of(st.none(), st.integers(739000, 739120))
    made = data.draw(st.lists(st.tuples(words, days), min_size=2, max_size=14))
    members = [
        ReportProfile(f"r{at:02}", day, tuple((word, 40) for word in sorted(chosen)), (), None, ())
        for at, (chosen, day) in enumerate(made)
    ]
    shuffled = data.draw(st.permutations(members))
    assert grouped(shuffled) == grouped(members)


def test_undated_reports_join(reports):
    assert grouped([*reports[:3], replace(reports[3], day=None)]) == [["h0", "h1", "h2", "h3"]]


def test_the_same_words_a_year_later_are_another_story():
    later = told(QUAKE, "z", DAY + timedelta(365))
    assert grouped([*told(QUAKE, "q"), *later]) == [["q0", "q1", "q2"], ["z0", "z1", "z2"]]


def test_a_series_does_not_chain_into_one_story():
    """Tests of missiles, week after week for a year, each told by three reports in much the same words."""
    series = []
    for week in range(52):
        for number, verb in enumerate(("fired", "launched", "tested")):
            text = (
                f"Kestria {verb} a ballistic missile into the sea on Tuesday, the military of Norvania said. It flew "
                f"{300 + 7 * week} kilometres. President Oster called test number {week} a provocation near Cape "
                f"Zulin{chr(97 + week % 26)}{chr(97 + week // 26)}."
            )
            series.append(
                profile(report(f"w{week:02}{number}", f"Kestria {verb} missile", text, DAY + timedelta(7 * week)))
            )
    parts = grouped(series)
    longest = max(max(int(name[1:3]) for name in part) - min(int(name[1:3]) for name in part) for part in parts)
    assert longest <= WINDOW // 7
    for week in range(52):
        assert sum(any(name.startswith(f"w{week:02}") for name in part) for part in parts) == 1


def test_what_chains_into_too_large_a_core_is_cut(reports):
    linker = StoryLinker(most=3)
    parts = [sorted(member.id for member in part) for part in group(linker, reports)]
    assert max(map(len, parts)) <= 3
    assert sorted(name for part in parts for name in part) == sorted(member.id for member in reports)
    assert len(parts) > len(EXPECTED)


def test_a_text_that_many_outlets_print_is_one_story(reports):
    copies = [replace(reports[0], id=f"c{number:02}") for number in range(20)]
    parts = [{member.id for member in part} for part in group(StoryLinker(most=4), [*reports, *copies])]
    assert {member.id for member in copies} <= max(parts, key=len)


def test_likeness(reports):
    harbour, again, quake = reports[0], reports[1], reports[4]
    assert likeness(harbour, again) == likeness(again, harbour) > 0.2 > likeness(harbour, quake) >= 0
    assert likeness(harbour, harbour) == pytest.approx(1, abs=0.2)
    empty = profile(report("x", "", ""))
    assert likeness(empty, harbour) == likeness(empty, empty) == 0


def test_similarities_are_likeness_times_nearness(reports):
    members = [*reports, replace(reports[0], id="u", day=None), replace(reports[1], id="v", day=DAY.toordinal() + 200)]
    found = similarities(members)
    for row, one in enumerate(members):
        for column, other in enumerate(members):
            if one is other or nearness(one.day, other.day) == 0:
                assert found[row, column] == -np.inf
            else:
                assert found[row, column] == pytest.approx(likeness(one, other) * nearness(one.day, other.day))


def test_nearness_falls():
    falling = [nearness(0, day) for day in (0, 1, 7, 30, WINDOW, WINDOW + 1)]
    assert falling == sorted(falling, reverse=True)
    assert (falling[0], falling[-1]) == (1, 0)
    assert nearness(None, 5) == nearness(5, None) > nearness(0, 7)


def test_linked_reports_share_a_key(reports):
    linker = StoryLinker()
    pairs = [(a, b) for a in reports for b in reports if a.id < b.id and linker.tie(a, b)]
    assert len(pairs) > 5
    assert all(linker.keys(one) & linker.keys(other) for one, other in pairs)


def test_profile_round_trip(reports):
    undated = profile(Report("ü\"'\n", None, "Ostravia’s “trawlers” gagnèrent Larsk naïvely again, said Berek.", None))
    for one in (*reports, undated, profile(Report("", "", "", "2024"))):
        assert ReportProfile.from_json(one.to_json()) == one
        assert "\n" not in one.to_json()
    with pytest.raises(ValueError, match="unpack"):
        ReportProfile.from_json("[1,2]")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=300), st.text(st.characters(), max_size=40))
def test_any_text_has_a_profile(text, name):
    one = profile(Report(name, text[:50], text, text[:10]))
    line = one.to_json()
    assert line.isascii()
    assert ReportProfile.from_json(line) == one
    assert likeness(one, one) <= 1


def test_days():
    assert day_of("2024-05-06T23:59:00+02:00") == DAY.toordinal()
    assert day_of("2024-05") is day_of("soon") is day_of(None) is None


def test_related_reports(reports):
    found = related(reports[0], reports, {"q0": 2})
    assert "h0" not in {one.id for one in found}
    assert {one.id for one in found[:4]} == {"q0", "h1", "h2", "h3"}
    assert all(0 < one.score <= 1 for one in found)
    together = replace(reports[4], parties=("KST",))
    (one,) = related(replace(reports[8], parties=("KST", "NOR")), [together])
    assert one.parties == ("KST",)
    assert one.score > one.likeness
