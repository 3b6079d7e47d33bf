"""Mends what the parser is known to get wrong, where grammar itself shows that it must be wrong.

Each repair has the sentence that asked for it.
"""

from __future__ import annotations

from whowhom.data import column, settings
from whowhom.language.headline_verbs import find_headline_verb
from whowhom.language.lemmas import Lemmatizer
from whowhom.language.text import Word

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WORDS = settings("language/words.toml")
_EMPTY_SUBJECTS = frozenset(_WORDS["empty_subjects"])
_THIRD = frozenset(_WORDS["third_person_objects"])
_DAYS = frozenset(column("language/time_words.csv", "word"))
_WHERE = frozenset(_WORDS["place_prepositions"])
_OF_GERUNDS = frozenset(_WORDS["gerund_verbs"])
_TIMES = frozenset(_WORDS["given_times"])


def repair(words: list[Word], lemmatizer: Lemmatizer) -> None:
    """Mends one sentence in place."""
    find_headline_verb(words, lemmatizer)
    for word in words:
        if word.tag in ("NNS", "NN") and word.child("nsubj", "nsubjpass") is not None:
            _noun_with_subject(word, lemmatizer)
        elif word.tag == "NN" and any(c.tag == "TO" and c.dep == "aux" for c in word.children):
            word.pos, word.tag = "VERB", "VB"  # "voted to sanction the court"
            word.lemma = lemmatizer(word.lower, "VERB")
        elif word.tag in ("VB", "VBP") and word.dep == "ccomp" and word.child("nmod", "compound", "amod") is not None:
            word.pos, word.tag, word.dep = "NOUN", "NN", "dobj"  # "sign the hostage and ceasefire deal"
        elif word.tag in ("VBN", "VBD") and word.dep == "amod":
            _verb_taken_for_adjective(word, words, lemmatizer)
            _verb_in_a_list(word, words, lemmatizer)
        elif word.tag == "VBG" and word.dep == "amod" and _is_done(word):
            _gerund_taken_for_adjective(word)
        elif word.tag == "VBG" and _is_gerund_noun(word):
            word.pos, word.tag, word.lemma = "NOUN", "NN", word.lower
        elif word.dep == "pobj":
            _two_owners(word)
            _day_taken_for_place(word)
        elif word.dep == "conj" and word.tag == "VBD":
            _joined_too_low(word)
        elif word.dep in ("conj", "advcl") and word.tag in ("VB", "VBP"):
            _bare_joined_to_finite(word)
        elif word.dep == "advcl" and word.tag == "VBG":
            _while_doing_to_him(word)
        elif word.dep == "npadvmod" and word.lemma in _TIMES and word.head is not None:
            _time_that_is_given(word, word.head)
        elif word.dep == "ccomp" and word.head is not None and word.head.lemma in ("have", "let"):
            _had_it_done(word, word.head)
    for word in words:
        if word.dep == "ROOT" and word.tag in ("VBN", "VBD"):
            _subject_taken_for_adverb(word)
        if word.dep == "ROOT" and word.tag in _FINITE and word.child("nsubj", "nsubjpass", "expl", "csubj") is None:
            _subject_taken_by_clause(word, words)
            noun = word.child("compound", "nmod")
            if noun is not None and noun.index < word.index:
                noun.dep = "nsubj"  # "The court's chief prosecutor requests a warrant"


def _subject_taken_for_adverb(verb: Word) -> None:
    """ "Sweden suspended aid": a name right before a verb that has an object but no subject is its subject."""
    name = next((c for c in verb.children_of("npadvmod") if c.pos == "PROPN" and c.index == verb.index - 1), None)
    if name is not None and verb.child("dobj") is not None and verb.child("nsubj", "aux", "auxpass") is None:
        name.dep, verb.tag = "nsubj", "VBD"


def _time_that_is_given(time: Word, verb: Word) -> None:
    """ "gave the rebels *a week* to leave": the rebels are whom it is given to."""
    given = verb.child("dobj", "dative")
    if verb.lemma != "give" or given is None or given.index > time.index:
        return
    given.dep, time.dep = "dative", "dobj"
    for clause in list(time.children_of("relcl", "acl")):
        clause.move(verb, "advcl")


def _noun_with_subject(word: Word, lemmatizer: Lemmatizer) -> None:
    """ "The president formally pardons around 90 rebels": a noun has no subject, so it is a verb."""
    word.pos, word.tag = "VERB", "VBZ" if word.tag == "NNS" else "VBP"
    word.lemma = lemmatizer(word.lower, "VERB")
    if word.child("dobj") is None:
        for prep in word.children_of("prep"):
            amount = prep.child("pobj")
            is_about = prep.index == word.index + 1 and prep.lower in ("around", "over", "about")
            if is_about and amount is not None and amount.child("nummod") is not None:
                amount.move(word, "dobj")


def _is_gerund_noun(word: Word) -> bool:
    """ "The shelling of the port", "Fighting between the clans": a noun in the dress of a verb."""
    deps = {c.dep for c in word.children}
    if deps & {"dobj", "nsubj", "aux", "auxpass", "xcomp", "ccomp"}:
        return False
    return bool(deps & {"det", "poss"}) or any(c.lower in ("of", "between") for c in word.children_of("prep"))


def _two_owners(thing: Word) -> None:
    """ "Minsk's seizure of the port and Riga's protest note": the port is no owner of the note."""
    owner, prep = thing.child("poss"), thing.head
    act = prep.head if prep is not None else None
    if owner is None or prep is None or act is None or prep.lower != "of" or act.child("poss") is None:
        return
    second = owner.child("conj")
    if second is not None and second.child("case") is not None and owner.child("case") is None:
        second.move(thing, "poss")
        owner.move(prep, "pobj")
        thing.move(act, "conj")


def _day_taken_for_place(day: Word) -> None:
    """ "In *Kashmir* Monday", "near *Goma* Wednesday night": the preposition governs the place, not the day."""
    prep = day.head
    above = prep.head if prep is not None else None
    if prep is None or above is None or day.lower not in _DAYS or prep.lower not in _WHERE:
        return
    before = [c for c in day.children if c.index < day.index]
    nouns = ("NOUN", "PROPN")
    names = [c for c in before if c.dep in ("compound", "nmod") and c.pos in nouns and c.lower not in _DAYS]
    if not names or any(c.lower in _DAYS and c.index < names[-1].index for c in before):
        return
    place = names[-1]
    for word in [c for c in before if c.index < place.index]:
        word.move(place, word.dep)
    place.move(prep, "pobj")
    day.move(above, "npadvmod")


def _verb_taken_for_adjective(verb: Word, words: list[Word], lemmatizer: Lemmatizer) -> None:
    """ "Israel on Sunday *bombed* Damascus": between a day and a name, in a sentence that has no other verb."""
    if verb.index < 3 or verb.head is None:
        return
    subject, prep, day = words[verb.index - 3 : verb.index]
    done = verb.head
    if day.lower not in _DAYS or prep.lower != "on" or subject.dep not in ("ROOT", "dep") or done is subject:
        return
    if subject.pos not in ("NOUN", "PROPN"):
        return
    verb.move(subject.head, "ccomp" if subject.head is not None else "ROOT")
    verb.pos, verb.tag, verb.lemma = "VERB", "VBD", lemmatizer(verb.lower, "VERB")
    subject.move(verb, "nsubj")
    prep.move(verb, "prep")
    day.move(prep, "pobj")
    done.move(verb, "dobj")
    for word in [c for c in (*subject.children, *done.children_of("prep")) if c.index > verb.index]:
        word.move(verb, word.dep)


def _verb_in_a_list(verb: Word, words: list[Word], lemmatizer: Lemmatizer) -> None:
    """ "Gunmen blocked roads, *torched* vehicles and fled": after a comma, in a list that ends with a verb."""
    thing = verb.head
    held = thing.head if thing is not None and thing.dep == "conj" else None
    first = held.head if held is not None and held.dep == "dobj" else None
    if thing is None or held is None or first is None or words[verb.index - 1].text != ",":
        return
    later = [c for c in (*thing.children, *first.children) if c.dep == "conj" and c.pos == "VERB"]
    if first.pos != "VERB" or not any(c.index > thing.index for c in later):
        return
    verb.move(first, "conj")
    verb.pos, verb.tag, verb.lemma = "VERB", "VBD", lemmatizer(verb.lower, "VERB")
    thing.move(verb, "dobj")
    for last in later:
        last.move(verb, "conj")


def _joined_too_low(verb: Word) -> None:
    """ "The premier said that trade will grow and proposed a treaty": what is over is not joined to what will be; nor
    what has an object to what is done to somebody ("said two were killed and closed the border")."""
    low = verb.head
    if low is None or verb.child("nsubj", "nsubjpass", "aux", "auxpass") is not None:
        return
    if low.tag != "VB" and not (low.child("auxpass") is not None and verb.child("dobj") is not None):
        return
    for over in low.ancestors():
        subject = over.child("nsubj")
        is_past = over.tag == "VBD" or (over.tag == "VBN" and over.child("aux") is not None)
        if is_past and subject is not None and subject.lower not in _EMPTY_SUBJECTS and over.index < low.index:
            verb.move(over, "conj")
            return


def _bare_joined_to_finite(verb: Word) -> None:
    """ "Called on the junta to cease testing, *comply* with the law and *free* the poet": a bare verb is joined to no
    finite one, but to the infinitive before it."""
    over = verb.head
    if over is None or over.tag not in _FINITE or verb.child("nsubj", "nsubjpass", "aux", "mark", "advmod") is not None:
        return
    if any(c.dep == "aux" for c in over.children) or (verb.tag == "VBP" and over.tag != "VBD"):
        return  # "did send and receive", "they ask to meet and leave"
    for clause in reversed([c for c in over.children_of("xcomp", "ccomp", "advcl") if c.index < verb.index]):
        if any(c.tag == "TO" for c in clause.children):
            verb.tag = "VB"
            verb.move(clause, "conj")
            return


def _is_done(gerund: Word) -> bool:
    """Whether it directly follows a verb that takes gerunds, where an adjective would tell nothing."""
    verb = gerund.head.head if gerund.head is not None and gerund.head.dep == "dobj" else None
    return verb is not None and verb.lemma in _OF_GERUNDS and gerund.index == verb.index + 1


def _gerund_taken_for_adjective(gerund: Word) -> None:
    """ "Tehran has repeatedly denied *supplying* drones to the rebels"."""
    thing = gerund.head
    assert thing is not None
    verb = thing.head
    assert verb is not None
    gerund.move(verb, "xcomp")
    gerund.pos = "VERB"
    thing.move(gerund, "dobj")
    for prep in [c for c in verb.children_of("prep") if c.index > thing.index]:
        prep.move(gerund, "prep")


def _while_doing_to_him(verb: Word) -> None:
    """ "She accused them of hiding it while blaming her": whom it is done to is not who does it, so it is theirs."""
    thing, over = verb.child("dobj"), verb.head
    mark = verb.child("mark")
    if thing is None or over is None or mark is None or thing.lower not in _THIRD or mark.lower != "while":
        return
    subject = over.child("nsubj")
    other = over.child("dobj")
    if subject is None or other is None or other.lower in _THIRD:
        return
    for prep in (*over.children_of("prep"), *other.children_of("prep")):
        doing = prep.child("pcomp")
        if doing is not None and doing.tag == "VBG" and prep.index < verb.index:
            verb.move(doing, "advcl")
            return


def _had_it_done(inner: Word, over: Word) -> None:
    """ "They had their sentences *commuted*": it is done to the sentences; "let the *convoy* in": that is no clause."""
    subject = inner.child("nsubj")
    if inner.tag == "VBN" and subject is not None and inner.child("aux", "dobj") is None and over.lemma == "have":
        subject.dep = "nsubjpass"
    elif inner.pos in ("NOUN", "PROPN") and over.lemma == "let":
        inner.dep = "dobj"


def _subject_taken_by_clause(verb: Word, words: list[Word]) -> None:
    """ "While condemning the raid, Moscow and Minsk went on": the parser hangs the subject on the raid."""
    index = verb.index - 1
    while index >= 0 and words[index].dep in ("aux", "auxpass", "neg", "advmod") and words[index].head is verb:
        index -= 1
    if index < 1 or words[index].pos not in ("PROPN", "NOUN", "PRON"):
        return
    top = words[index]
    while top.dep in ("conj", "compound", "pobj", "prep", "poss") and top.head is not None:
        top = top.head
    before = words[_first(top) - 1] if _first(top) > 0 else None
    if top.dep in ("appos", "conj", "dobj", "npadvmod") and before is not None and before.text == ",":
        clause = next((a for a in top.ancestors() if a.dep in ("advcl", "prep") and a.head is verb), None)
        if clause is not None and clause.index < top.index:
            top.move(verb, "nsubj")


def _first(word: Word) -> int:
    return min(w.index for w in word.subtree())
