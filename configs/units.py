"""Durations, sizes and networks as people write them."""

from __future__ import annotations

import ipaddress
import math


def seconds(text: str) -> float:
    """``30s``, ``10m``, ``2h``, ``500ms`` as seconds."""
    return _quantity(text, {"ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400}, "30s, 10m, 2h")


def size(text: str) -> int:
    """``15M``, ``500K``, ``1G`` as bytes, at least one."""
    units: dict[str, float] = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3}
    return max(1, int(_quantity(text.strip().upper().removesuffix("B"), units, "500K, 15M")))


def network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """``10.0.0.0/8``, or a single address; bits beyond the mask do not matter."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise ValueError(f"{text!r} (write 10.0.0.0/8 or 192.168.1.20)") from None


def _quantity(text: str, units: dict[str, float], examples: str) -> float:
    number = text.strip().rstrip("".join(set("".join(units))))
    unit = text.strip()[len(number) :].strip()
    try:
        value = float(number) * units[unit]
    except (ValueError, KeyError):
        raise ValueError(f"{text!r} (write {examples})") from None
    if not 0 < value < math.inf:
        raise ValueError(f"{text!r} must be positive and finite")
    return value
