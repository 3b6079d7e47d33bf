"""A sign of an event's status, told by its outline alone: full where it is told as done, dashed where planned or
possible, empty where told as not done, and struck where somebody denies it."""

from __future__ import annotations

from whowhom.web.pictures.markup import element, title

DASH = "2.2 1.8"


def status_mark(modality: str, disputed: bool = False) -> str:
    """`modality` is that of the record: actual, planned, possible or negated. As high as a letter."""
    circle = {"cx": 7, "cy": 7, "r": 4.6, "class_": "outline"}
    dashed = DASH if modality in ("planned", "possible") else None
    parts = [
        element("circle", **circle, stroke_dasharray=dashed, fill="currentColor" if modality == "actual" else "none")
    ]
    if modality == "planned":
        parts.append(element("circle", cx=7, cy=7, r=1.6, fill="currentColor"))
    if disputed:
        parts += [element("line", x1=1, y1=13, x2=13, y2=1, class_=kind) for kind in ("under", "strike")]
    told = f"{_TOLD.get(modality, modality)}{', denied by somebody' if disputed else ''}"
    return element(
        "svg", title(told), *parts, class_="picture-status", viewBox="0 0 14 14", role="img", aria_label=told
    )


_TOLD = {"actual": "told as done", "negated": "told as not done"}
