"""Vectors of distinct tokens worked out once are those of all tokens."""

from __future__ import annotations

from typing import Any

import numpy as np
import spacy

from whowhom.language import DEFAULT_MODEL
from whowhom.language.embedding import embed_once

SENTENCES = ["The minister met the minister of Syldavia.", "", "The talks failed.", "  the Minister, the minister!"]


def test_vectors_are_the_same_and_each_form_is_looked_at_once() -> None:
    nlp = spacy.load(DEFAULT_MODEL)
    component: Any = nlp.get_pipe("tok2vec")
    docs = [nlp.make_doc(sentence) for sentence in SENTENCES]
    before = component.model.predict(docs)
    embed_once(component)
    mix = component.model.layers[0].layers[1]
    looked_at: list[int] = []
    forward = mix._func

    def counted(model: Any, tokens: Any, is_train: bool) -> Any:
        looked_at.append(len(tokens.dataXd))
        return forward(model, tokens, is_train)

    mix._func = counted
    after = component.model.predict(docs)
    assert [len(one) for one in after] == [len(doc) for doc in docs]
    for one, other in zip(before, after, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)
    assert len(looked_at) == 1
    assert looked_at[0] < sum(map(len, docs))


def test_layers_that_look_at_neighbours_stay_as_they_are() -> None:
    component: Any = spacy.load(DEFAULT_MODEL).get_pipe("tok2vec")
    layers = component.model.layers
    layers[0].layers[2] = layers[1]
    kept = layers[0]
    embed_once(component)
    assert component.model.layers[0] is kept
