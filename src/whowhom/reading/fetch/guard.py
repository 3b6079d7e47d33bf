"""To which addresses no request goes: those of this machine, of its network, and of no web server.

A name is not judged, what it resolves to is, and the connection then goes to that very address (`network.py`): so
neither odd spellings (`0x7f.1`, `2130706433`, `[::ffff:7f00:1]`) nor names that resolve differently a moment later get
past. Redirects pass the same way.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from whowhom.reading.fetch.errors import FetchError

WEB_PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = IPv6Network("64:ff9b::/96")
_KINDS = (
    ("is_unspecified", "an unspecified"),
    ("is_loopback", "a loopback"),
    ("is_link_local", "a link-local"),
    ("is_multicast", "a multicast"),
    ("is_reserved", "a reserved"),
)


def checked_url(address: str, allow_private: bool) -> httpx.URL:
    """The parsed address. Raises FetchError where it is none that pages are fetched from."""
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"is no address of a web page ({error})") from error
    if url.scheme not in ("http", "https"):
        raise FetchError(f"begins with {url.scheme + ':' if url.scheme else 'no scheme'}; read are http and https")
    if not url.host:
        raise FetchError("names no host")
    if url.userinfo:
        raise FetchError("holds a user name or password, which are not sent; save the page and give the file")
    port = url.port or (443 if url.scheme == "https" else 80)
    if port not in WEB_PORTS and not allow_private:
        raise FetchError(f"port {port} serves no public pages; {_FLAG} reads from any port")
    return url.copy_with(fragment=None)


def checked_ip(ip: str, host: str, allow_private: bool) -> str:
    """The address of a machine, as it was. Raises FetchError where no request may go to it."""
    address = ip_address(ip.split("%")[0])
    if not allow_private and (kind := _kind(address)) is not None:
        is_it = f"{host} is" if host.strip("[]") == ip else f"{host} leads to {ip},"
        raise FetchError(f"{is_it} {kind} address: nothing is fetched from there without {_FLAG}")
    return ip


_FLAG = "--allow-private"


def _kind(address: IPv4Address | IPv6Address) -> str | None:
    """What an address is where it is none of the public net."""
    if isinstance(address, IPv6Address) and (inner := _translated(address)) is not None:
        return _kind(inner)
    for attribute, kind in _KINDS:
        if getattr(address, attribute):
            return kind
    tunnel = address.sixtofour if isinstance(address, IPv6Address) else None
    if not address.is_global or (tunnel is not None and _kind(tunnel) is not None):
        return "a private"
    return None


def _translated(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address is only another spelling of, for this machine or for the gateway by which
    networks without IPv4 (NAT64) reach every web site that has no other."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return IPv4Address(int(address) & 0xFFFF_FFFF) if address in _NAT64 else None
