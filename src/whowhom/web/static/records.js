// On a report: whose words are pointed at or focused shows its record beside them, and all its words stand out.

const LIT = "lit";

/**
 * @param {ParentNode} page
 */
export function records(page) {
  const text = page.querySelector(".report .text");
  if (!(text instanceof HTMLElement)) return;
  const card = document.createElement("div");
  card.className = "card";
  card.hidden = true;
  card.setAttribute("aria-hidden", "true"); // the record itself stands in the list, where the mark leads
  text.after(card);

  /** @param {Event} event */
  const enter = (event) => {
    const mark = event.target instanceof Element ? event.target.closest("[data-of]") : null;
    if (!(mark instanceof HTMLElement)) hide(card);
    else if (event.type === "focusin" && mark.matches(":target")) light(idsOf(mark)); // who follows a link here is to read on
    else show(card, mark);
  };
  text.addEventListener("pointerover", enter);
  text.addEventListener("focusin", enter);
  text.addEventListener("pointerleave", () => hide(card));
  text.addEventListener("focusout", () => hide(card));
  text.ownerDocument.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide(card);
  });
  for (const record of page.querySelectorAll(".record")) {
    record.addEventListener("pointerenter", () => light([idOf(record)]));
    record.addEventListener("pointerleave", () => light([]));
    record.addEventListener("focusin", () => light([idOf(record)]));
    record.addEventListener("focusout", () => light([]));
  }
}

/**
 * @param {HTMLElement} card
 * @param {HTMLElement} mark
 */
function show(card, mark) {
  const ids = idsOf(mark);
  light(ids);
  const found = ids.map((id) => document.getElementById(`record-${id}`)).filter((one) => one !== null);
  card.replaceChildren(...found.slice(0, 2).map(copied));
  card.hidden = found.length === 0;
  const at = mark.getClientRects()[0];
  if (card.hidden || !at) return;
  const below = at.bottom + card.offsetHeight + 12 < window.innerHeight;
  card.style.top = `${below ? at.bottom + 6 : Math.max(4, at.top - card.offsetHeight - 6)}px`;
  card.style.left = `${Math.max(4, Math.min(at.left, window.innerWidth - card.offsetWidth - 8))}px`;
}

/** @param {HTMLElement} card */
function hide(card) {
  card.hidden = true;
  light([]);
}

/**
 * A record to be shown a second time: without its id.
 * @param {HTMLElement} record
 * @returns {HTMLElement}
 */
function copied(record) {
  const copy = document.createElement("div");
  copy.className = record.className;
  copy.classList.remove(LIT);
  for (const child of record.children) copy.append(child.cloneNode(true));
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  return copy;
}

/**
 * Makes the words and records with these ids stand out, and no others.
 * @param {string[]} ids
 */
function light(ids) {
  for (const one of document.querySelectorAll(`.${LIT}`)) one.classList.remove(LIT);
  for (const id of ids) {
    document.getElementById(`record-${id}`)?.classList.add(LIT);
    for (const mark of document.querySelectorAll(`.text [data-of~="${CSS.escape(id)}"]`)) {
      if (!mark.classList.contains("content")) mark.classList.add(LIT);
    }
  }
}

/**
 * The records that a mark is part of.
 * @param {HTMLElement} mark
 * @returns {string[]}
 */
function idsOf(mark) {
  return (mark.dataset.of ?? "").split(" ");
}

/**
 * @param {Element} record
 * @returns {string}
 */
function idOf(record) {
  return record.id.replace(/^record-/, "");
}
