"""Words, names and what they weigh."""

import pytest

from whowhom.linking.words import names, rarest, stem, weight, words


def test_words_have_one_form():
    assert words("The minister’s talks; ministers talked at U.S. bases (7 of 2024's)") == [
        "the", "minister", "talk", "minister", "talked", "at", "base", "of",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [("treaty", "treaties"), ("attack", "attacks"), ("crisis", "crisis"), ("march", "marches"),
     ("Berek", "Berek's"), ("Berek's", "BEREK’S"), ("pass", "passes"), ("tax", "taxes")],
)  # fmt: skip
def test_number_and_possession(one, other):
    assert stem(one) == stem(other)


def test_names_are_capitalised_within_a_sentence():
    assert names("Fishermen met Berek in Larsk. Officials said Velt, Ilan and others came") == {
        "berek", "larsk", "velt", "ilan",
    }  # fmt: skip


def test_rare_words_weigh_more():
    order = ["the", "year", "missile", "trawler", "xqzzw"]
    weights = [weight(word) for word in order]
    assert weights == sorted(weights)
    assert weights[0] < 0.01
    assert weights[-1] == rarest()


def test_words_of_the_trade_weigh_little():
    assert max(map(weight, ["said", "reuter", "spokesman", "getty", "monday"])) < 3 < weight("ambassador")
