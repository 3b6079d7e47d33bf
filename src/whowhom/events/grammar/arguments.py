"""Who does what a verb tells, and to whom: passives turned round, subjects shared over conjunctions, handed down by
control ("urged Russia to leave"), taken from what a relative clause stands on."""

from __future__ import annotations

from collections.abc import Iterable

from whowhom.data import settings
from whowhom.language import Word

_WORDS = settings("events/words.toml")
_JOINED = frozenset({"npadvmod", "nmod", "amod", "compound", "nsubj", "advmod"})
_LISTED = frozenset({"nsubj", "npadvmod", "dep"})
_RELATIVE = frozenset(settings("language/words.toml")["relative_pronouns"])
_OBJECT_CONTROL = frozenset(_WORDS["object_control_prepositions"])
_SUBJECT_CONTROL = frozenset(_WORDS["subject_control_verbs"])
_APPEALS = frozenset(_WORDS["appeal_verbs"])
_APPEALED_TO = frozenset(_WORDS["appeal_prepositions"])
_LIKEWISE = frozenset(_WORDS["likewise"])
_PARTICLES = frozenset(_WORDS["particles"])
_JUDGING = frozenset(_WORDS["judging"])
_SINGULAR = frozenset(_WORDS["singular_auxiliaries"])
_DEEPEST = 12


def spread(heads: Iterable[Word]) -> list[Word]:
    """The heads and all that is joined to them by "and" or "or"."""
    return [word for head in heads for word in head.conjuncts()]


def is_passive(verb: Word) -> bool:
    if any(c.dep in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    if verb.tag == "VBN" and verb.dep == "pcomp" and verb.head is not None and verb.head.lower == "with":
        return not verb.child("dobj", "aux")  # "with dozens attacked in the town"
    if verb.tag == "VBN" and verb.dep == "conj" and verb.child("nsubj") and not verb.child("dobj", "aux"):
        return verb.head is not None and is_passive(verb.head)  # "ten were killed and dozens wounded"
    if verb.tag != "VBN" or any(c.dep in ("nsubj", "aux") for c in verb.children):
        return False
    if verb.dep == "conj" and verb.head is not None and verb.head.pos == "VERB":
        return not verb.child("dobj") and is_passive(verb.head)
    if verb.dep in ("xcomp", "oprd") and verb.head is not None and is_passive(verb.head):
        return not verb.child("dobj")  # "ten were reported killed"
    # "missiles fired by X"; "seized by rebels, the town"; but "having fired" has its auxiliary
    return verb.dep in ("acl", "advcl", "amod", "ROOT", "dep") and not verb.child("dobj")


def subjects(verb: Word, depth: int = 0) -> list[Word]:
    """Heads of the grammatical subject, own or shared; of a passive that is what the verb is done to."""
    if depth > _DEEPEST:
        return []
    own = verb.child("nsubj", "nsubjpass")
    if own is not None:
        return _antecedent(own, verb)
    head = verb.head
    if head is None:
        return []
    match verb.dep:
        case "conj":
            return subjects(head, depth + 1) if head.pos in ("VERB", "AUX") else []
        case "acl" | "relcl":
            return _of_noun_clause(verb, head, depth)
        case "amod":
            return [head]
        case "xcomp" | "ccomp":
            return _controller(head, depth)
        case "advcl" | "dep":
            return subjects(head, depth + 1) if head.pos in ("VERB", "AUX") else []
        case "pcomp":
            return _of_participle(head, depth)
        case "auxpass" | "aux" | "acomp":
            return subjects(head, depth + 1)
    return []


def _antecedent(subject: Word, verb: Word) -> list[Word]:
    """The subject, or what its relative pronoun stands for."""
    if subject.lower in _RELATIVE and subject.tag in ("WDT", "WP", "IN", "DT"):
        clause: Word | None = verb
        while clause is not None and clause.dep == "conj":
            clause = clause.head
        while clause is not None and clause.dep in ("ccomp", "xcomp"):
            clause = clause.head
        if clause is not None and clause.dep in ("relcl", "acl") and clause.head is not None:
            return _before(subject, clause.head, verb)
    return [*_beside_comma(subject, verb), *spread([subject])]


def _before(pronoun: Word, noun: Word, verb: Word) -> list[Word]:
    """The noun that a relative pronoun stands for, or the list that it is the first of: "Chad, Mali and Niger, *which*
    have left the bloc"."""
    singular = verb.tag == "VBZ" or any(c.lower in _SINGULAR for c in verb.children if c.dep in ("aux", "auxpass"))
    joined = spread([noun])
    return [noun] if singular or any(one.index > pronoun.index for one in joined) else joined


def _beside_comma(subject: Word, verb: Word) -> list[Word]:
    """Who else acts in a headline that saves the "and": "*Kenya*, Uganda sign pact"."""
    inside = [word.index for word in subject.subtree()]
    commas = {c.index for c in verb.children if c.text == ","}
    near = {n + step for n, step in ((min(inside) - 1, -1), (max(inside) + 1, 1)) if n in commas}
    if subject.pos != "PROPN":
        return []
    return [c for c in verb.children if c.index in near and c.pos == "PROPN" and c.dep in _LISTED]


def _of_noun_clause(verb: Word, noun: Word, depth: int) -> list[Word]:
    if verb.has_to:  # "a plan to attack", "vowed in a bid to win": whoever has the plan
        by = next((prep for prep in noun.children_of("prep") if prep.lower == "by"), noun)
        if (owner := noun.child("poss") or by.child("pobj")) is not None:
            return spread([owner])  # "welcomed Minsk's decision to leave", "a plan by Minsk to leave"
        top = noun
        while top.head is not None and top.head.pos not in ("VERB", "AUX"):
            top = top.head
        return subjects(top.head, depth + 1) if top.head is not None and not is_judged(top) else []
    return [noun]


def is_judged(thing: Word) -> bool:
    """Whether a verb only speaks of a thing that others have: "*condemned* the decision to bomb the camp"."""
    return thing.dep in ("dobj", "nsubjpass") and thing.head is not None and thing.head.lemma in _JUDGING


def _controller(governor: Word, depth: int) -> list[Word]:
    """Who does an infinitive below `governor`: its object ("urged Iran to stop") or its subject ("Iran agreed")."""
    if governor.pos not in ("VERB", "AUX"):
        return subjects(governor, depth + 1) if governor.pos == "ADJ" and governor.dep in ("conj", "acomp") else []
    if is_passive(governor):
        return subjects(governor, depth + 1)
    target = governor.child("dobj", "dative")
    if target is not None and target.dep == "dative" and target.pos == "ADP":
        target = target.child("pobj")
    if target is not None and governor.lemma not in _SUBJECT_CONTROL:
        return spread([target])
    on = next((c for c in governor.children_of("prep") if c.lower in _APPEALED_TO and c.child("pobj")), None)
    if on is not None and governor.lemma in _APPEALS:
        return spread(on.children_of("pobj"))
    return subjects(governor, depth + 1)


def _of_participle(preposition: Word, depth: int) -> list[Word]:
    if preposition.dep == "conj" and preposition.head is not None and preposition.head.pos == "ADP":
        preposition = preposition.head  # "blamed it for shelling and for burning the town"
    governor = preposition.head
    if governor is None:
        return []
    if governor.pos in ("VERB", "AUX"):
        if governor.lemma == "join":  # "joined the union in calling for a vote"
            return subjects(governor, depth + 1) + objects(governor, depth + 1)
        if preposition.lower in _OBJECT_CONTROL and (things := objects(governor, depth + 1)):
            return things
        return subjects(governor, depth + 1)
    return [governor]


def objects(verb: Word, depth: int = 0) -> list[Word]:
    """Heads of what the verb is done to: its direct object, or the subject of a passive."""
    own = verb.children_of("dobj")
    if is_passive(verb):
        return subjects(verb, depth + 1) + spread(own)  # "was granted entry"
    if own:
        first = own[0]
        if first.lower in _RELATIVE and first.tag in ("WDT", "WP", "IN"):
            return _antecedent(first, verb)
        return spread(own)
    # "called off the match", "laid down their arms": the parser hangs the object on the particle
    for particle in verb.children_of("prep", "prt"):
        if particle.lower in _PARTICLES and particle.index == verb.index + 1 and (held := particle.children_of("pobj")):
            return spread(held)
    # "condemned and rejected the plan": the object stands at the last of the joined verbs
    for other in verb.children_of("conj"):
        if other.pos == "VERB" and 1 <= other.index - verb.index <= 3 and (shared := other.children_of("dobj")):
            return spread(shared)
    if (
        verb.dep == "relcl"
        and verb.head is not None
        and verb.child("nsubj")
        and not _RELATIVE & {c.lower for c in verb.children if c.dep in ("nsubj", "nsubjpass")}
    ):
        return [verb.head]  # "the weapons Iran supplied"
    return []


def doers(verb: Word) -> list[Word]:
    """Heads of who does it: the subject of an active verb, the by-phrase of a passive."""
    if not is_passive(verb):
        return subjects(verb) + _doing_likewise(verb)
    if verb.dep == "amod":  # "Riyadh-backed forces"
        joined = [c for c in verb.children if c.dep in _JOINED and c.index == verb.index - 2]
        if joined:
            return joined
    under = [verb, *verb.children_of("dobj")]  # "was denied entry by the guards", "convicted of fraud by a court"
    under += [p for of in verb.children_of("prep") if of.lower == "of" for p in of.children_of("pobj")]
    return spread(
        p for over in under for by in over.children_of("agent", "prep") if by.lower == "by"
        for p in by.children_of("pobj")
    )  # fmt: skip


def _doing_likewise(verb: Word) -> list[Word]:
    """Who is said to do as another does: "condemned the raid, and *so did Spain*"."""
    others = [c for c in verb.children_of("conj", "advcl") if c.lemma == "do" and not c.child("aux")]
    alike = [other for other in others if any(c.lower in _LIKEWISE for c in other.children)]
    return spread(subject for other in alike for subject in other.children_of("nsubj"))


def indirect(verb: Word) -> list[Word]:
    """Heads of the person given to: "gave Kyiv tanks", "gave tanks to Kyiv" where the parser says so."""
    found = []
    for child in verb.children_of("dative"):
        found += child.children_of("pobj") if child.pos == "ADP" else [child]
    return spread(found)
