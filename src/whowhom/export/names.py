"""Names for things outside this project: IRIs of records, addresses of reports."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from whowhom.records import Report

_RESERVED = "!$&'()*+,/:;=?@~#%"
"""What an address keeps after its host beside letters, digits and `_.-`; `%` for what is quoted already."""
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[\w.~%:@\[\]-]+", re.ASCII)


def urn(kind: str, *parts: str) -> str:
    """`urn:whowhom:event:3f2a`: the parts quoted, so that different ones give different names."""
    return ":".join(["urn:whowhom", kind, *(quote(part, safe="", errors="surrogatepass") for part in parts)])


def address(report: Report) -> str | None:
    """The web address of a report as a valid URI, None where it has none (a path of a file is no address)."""
    try:
        parts = urlsplit((report.url or "").strip())
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
        usable = parts.scheme in ("http", "https") and parts.hostname and _HOST.fullmatch(host) and parts.port != 0
        after = quote(_LONE_PERCENT.sub("%25", parts._replace(scheme="", netloc="").geturl()), safe=_RESERVED)
    except ValueError:  # brackets without an end, a port that is no number, a name too long, half a surrogate pair
        return None
    return f"{parts.scheme}://{host}{after}" if usable else None
