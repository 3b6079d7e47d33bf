// On a timeline: a period is chosen by drawing over it. The fields "From" and "To" do the same without a pointer.

import { turn } from "./turning.js";

const FAR = 8;
/** Pixels from which a press is drawing and no click. */

/**
 * @param {ParentNode} page
 */
export function brush(page) {
  for (const periods of page.querySelectorAll(".picture .periods")) {
    const picture = periods.closest("svg");
    if (picture instanceof SVGSVGElement) follow(picture);
  }
}

/**
 * @param {SVGSVGElement} picture
 */
function follow(picture) {
  let from = 0;
  let drawing = false;
  /** @type {HTMLElement | null} */
  let shade = null;

  picture.addEventListener("dragstart", (event) => event.preventDefault()); // a mark is a link, and links can be dragged
  picture.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls
    from = event.clientX;
    drawing = false;
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end, { once: true });
  });
  picture.addEventListener("click", (event) => {
    if (drawing) event.preventDefault();
  }, true);

  /** @param {PointerEvent} event */
  function move(event) {
    if (!drawing && Math.abs(event.clientX - from) < FAR) return;
    drawing = true;
    shade ??= shadeOver(picture);
    const box = picture.getBoundingClientRect();
    const [left, right] = [from, event.clientX].sort((a, b) => a - b).map((x) => Math.min(Math.max(x, box.left), box.right));
    shade.style.left = `${left + window.scrollX}px`;
    shade.style.width = `${right - left}px`;
    shade.style.top = `${box.top + window.scrollY}px`;
    shade.style.height = `${box.height}px`;
  }

  /** @param {PointerEvent} event */
  function end(event) {
    window.removeEventListener("pointermove", move);
    shade?.remove();
    shade = null;
    if (!drawing) return;
    setTimeout(() => { drawing = false; }); // after the click that ends the drawing
    const days = chosen(picture, Math.min(from, event.clientX), Math.max(from, event.clientX));
    if (days) turn(address(...days));
  }
}

/**
 * The first and last day of the periods between two places.
 * @param {SVGSVGElement} picture
 * @param {number} left
 * @param {number} right
 * @returns {[string, string] | null}
 */
export function chosen(picture, left, right) {
  const inside = [...picture.querySelectorAll("[data-first][data-last]")].filter((period) => {
    const box = period.getBoundingClientRect();
    return box.right > left && box.left < right;
  });
  const first = inside[0]?.getAttribute("data-first");
  const last = inside[inside.length - 1]?.getAttribute("data-last");
  return first && last ? [first, last] : null;
}

/**
 * This page's address with another time.
 * @param {string} first
 * @param {string} last
 * @returns {string}
 */
function address(first, last) {
  const here = new URL(location.href);
  here.hash = "";
  here.searchParams.set("since", first);
  here.searchParams.set("until", last);
  here.searchParams.delete("by");
  here.searchParams.delete("page");
  return here.href;
}

/**
 * @param {SVGSVGElement} picture
 * @returns {HTMLElement}
 */
function shadeOver(picture) {
  const shade = document.createElement("div");
  shade.className = "brush";
  picture.ownerDocument.body.append(shade);
  return shade;
}
