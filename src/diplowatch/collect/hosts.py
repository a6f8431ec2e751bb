"""What an address tells: its host, its origin, its user and password, and the form in which it may be shown."""

from __future__ import annotations

import re

import httpx

from diplowatch.tables import load_words

_PORTS = {"http": 80, "https": 443}


def host_of(address: str) -> str:
    """Return the name of the host, small letters, as DNS knows it; empty where the address has none."""
    try:
        return httpx.URL(address).raw_host.decode("ascii").lower().rstrip(".")
    except (httpx.InvalidURL, UnicodeError):
        return ""


def origin_of(address: str) -> str:
    """Return scheme, host and port, which one robots.txt speaks for."""
    url = httpx.URL(address)
    return f"{url.scheme}://{host_of(address)}:{url.port or _PORTS.get(url.scheme, 0)}"


def robots_address(address: str) -> str:
    """Return where the robots.txt for an address lies, user and password included."""
    return re.sub(r"^(\w+://[^/?#]*).*", r"\1/robots.txt", address, flags=re.S)


def drop_login(address: str) -> str:
    """Return an address without user and password, whatever else is wrong with it."""
    return re.sub(r"^(\w+://)[^/?#]*@", r"\1", address)


def hide_secrets(address: str) -> str:
    """Return an address as it may be printed and logged: without user and password, keys in the query starred out."""
    secret = load_words("collect", "data", "secret_parameters.txt")
    place, mark, query = drop_login(address).partition("?")
    pieces = [
        f"{piece.partition('=')[0]}=***" if piece.partition("=")[0].lower() in secret else piece
        for piece in query.split("&")
    ]
    return place + mark + "&".join(pieces)
