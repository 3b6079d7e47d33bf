// Filters, sorting and paging without a full reload: the same page is asked for, and its main part put in place.

const STAYING = "form.filters, .chosen a, .choice a[href^='?'], .choice a[href^='/'], .pages a";

/** @type {() => void} */
let begin = () => {};
/** @type {AbortController | null} */
let asking = null;
/** The address of what stands there now. */
let shown = page(location.href);

/**
 * @param {() => void} beginAnew what makes a new main part move
 */
export function turning(beginAnew) {
  begin = beginAnew;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("form.filters")) return;
    event.preventDefault();
    const filled = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value.trim() !== "");
    const query = new URLSearchParams(filled.map(([name, value]) => [name, String(value)]));
    turn(`${form.getAttribute("action") ?? ""}?${query}`);
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (event.defaultPrevented || !plain || !(link instanceof HTMLAnchorElement) || !link.matches(STAYING)) return;
    if (link.origin !== location.origin || link.pathname !== location.pathname) return;
    event.preventDefault();
    turn(link.href);
  });
  window.addEventListener("popstate", () => {
    if (page(location.href) !== shown) put(location.href, false); // else only the place within it is another
  });
}

/**
 * Goes to an address of this page.
 * @param {string} address
 */
export function turn(address) {
  put(new URL(address, location.href).href, true);
}

/**
 * @param {string} address
 * @param {boolean} isNew whether it becomes a step of the history
 */
async function put(address, isNew) {
  asking?.abort();
  asking = new AbortController();
  document.documentElement.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { accept: "text/html" } });
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (isNew) history.pushState(null, "", answer.url);
    shown = page(answer.url);
    replace(made);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    location.href = address;
  } finally {
    document.documentElement.removeAttribute("aria-busy");
  }
}

/**
 * An address without the place within the page.
 * @param {string} address
 * @returns {string}
 */
function page(address) {
  return address.split("#")[0] ?? "";
}

/**
 * @param {Document} made
 */
function replace(made) {
  const focused = document.activeElement?.id ?? "";
  document.title = made.title;
  for (const part of ["header.masthead nav", "main", "body > footer"]) {
    const [old, next] = [document.querySelector(part), made.querySelector(part)];
    if (old && next) old.replaceWith(document.adoptNode(next));
  }
  begin();
  const back = focused ? document.getElementById(focused) : null;
  if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  const told = document.getElementById("told");
  if (told) told.textContent = document.querySelector("main .lead")?.textContent ?? made.title;
}
