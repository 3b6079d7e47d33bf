"""A sign of an event's status, told by its outline alone: full where it is told as done, dashed where planned or
possible, empty where told as not done, and struck where somebody denies it."""

from __future__ import annotations

from whowhom.web.pictures.markup import element, title

DASHED = ("planned", "possible")
DASH = "2.7 2.1"
TOLD = {"actual": "told as done", "negated": "told as not done"}


def status_mark(modality: str, disputed: bool = False) -> str:
    """`modality` is that of the record: actual, planned, possible or negated. As high as a letter."""
    full = "currentColor" if modality == "actual" else "none"
    dash = DASH if modality in DASHED else None
    parts = [element("circle", cx=8, cy=8, r=5.6, fill=full, stroke_dasharray=dash, class_="outline")]
    if modality == "planned":
        parts.append(element("circle", cx=8, cy=8, r=2, fill="currentColor"))
    if disputed:
        parts += [element("line", x1=1, y1=15, x2=15, y2=1, class_=kind) for kind in ("under", "strike")]
    name = f"{TOLD.get(modality, modality)}{', denied by somebody' if disputed else ''}"
    size = "0 0 16 16"
    return element("svg", title(name), *parts, class_="picture-status", viewBox=size, role="img", aria_label=name)
