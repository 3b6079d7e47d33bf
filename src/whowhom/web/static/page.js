// What moves on a page. All of it works without: the address holds the state, the server makes every page.
import { brush } from "./brush.js";
import { records } from "./records.js";
import { turning } from "./turning.js";

/** Makes what stands in `main` now move. */
function begin() {
  brush(document);
  records(document);
}

begin();
turning(begin);
