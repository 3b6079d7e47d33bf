"""Word vectors worked out once for each distinct token of a batch.

The first layers of a spaCy pipeline (`MultiHashEmbed`) make a vector of each token from features of its form alone:
norm, prefix, suffix, shape. They cost a third of the network below the parser, and of the tokens in a hundred sentences
four in ten are distinct. No vector is kept from batch to batch: the last bit of a product of matrices depends on their
sizes, so records would depend on what a process had read before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from thinc.api import Model
from thinc.types import Ragged

_OF_FORM = frozenset({"ints-getitem", "hashembed", "maxout", "layernorm", "dropout"})
"""Layers that look at each token alone."""


def embed_once(tok2vec: Any) -> None:
    """Changes the layers of a `tok2vec` component in place; those of another kind stay as they are."""
    layers = getattr(tok2vec.model, "layers", [])
    parts = [layer.name for layer in layers[0].layers] if layers else []
    if parts[:2] == ["extract_features", "list2ragged"] and parts[-1] == "ragged2list":
        features, _, *inner, _ = layers[0].layers
        if all(node.name in _OF_FORM for layer in inner for node in layer.walk() if not node.layers):
            layers[0] = Model("embed_once", _forward, layers=[features, *inner])


def _forward(model: Model[Any, Any], docs: list[Any], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
    features, *inner = model.layers
    found = features.predict(docs)
    tokens: Any = np.ascontiguousarray(np.concatenate(found))
    rows = tokens.view(np.dtype((np.void, tokens.itemsize * tokens.shape[1]))).ravel()
    _, first, places = np.unique(rows, return_index=True, return_inverse=True)
    lengths: Any = np.array([len(first)], dtype="i")
    vectors: Any = Ragged(tokens[first], lengths)
    for layer in inner:
        vectors = layer.predict(vectors)
    ends = np.cumsum([len(doc) for doc in found])[:-1]
    return np.split(vectors.dataXd[places], ends), _no_training


def _no_training(gradient: Any) -> Any:
    raise NotImplementedError("pipelines are not trained here")
