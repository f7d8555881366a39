"""Which address to give to the room: the one that other devices are most likely to reach."""

from __future__ import annotations

import ipaddress

import ifaddr

ANY = frozenset({"", "0.0.0.0", "::"})
VIRTUAL = ("docker", "veth", "br-", "virbr", "vmnet", "vboxnet", "tun", "tap", "wg", "zt")


def room_host(listening_on: str) -> str:
    """The host that stands in the QR: what was asked for, else the local network's address."""
    if listening_on not in ANY:
        return f"[{listening_on}]" if ":" in listening_on else listening_on
    return next(iter(local_addresses()), "localhost")


def local_addresses() -> list[str]:
    """This machine's IPv4 addresses in local networks, the likeliest first."""
    found: list[tuple[int, str]] = []
    for adapter in ifaddr.get_adapters():
        for address in adapter.ips:
            if isinstance(address.ip, str) and _is_local(address.ip):
                found.append((_rank(adapter.nice_name, address.ip), address.ip))
    return [ip for _rank_of, ip in sorted(found)]


def _is_local(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def _rank(adapter: str, text: str) -> int:
    if adapter.lower().startswith(VIRTUAL):
        return 3
    if text.startswith("192.168."):
        return 0
    return 1 if ipaddress.ip_address(text).is_private else 2
