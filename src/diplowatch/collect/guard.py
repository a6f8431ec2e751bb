"""Which addresses of the network may be asked, checked on the very address that is connected to.

Invariants
- A name is resolved once; the connection goes to one of the addresses that were checked. A second answer of the DNS
  ("rebinding") or a redirect cannot lead elsewhere, because every connection passes through here.
- Nothing that is read or written outlives the deadline of its request, however slowly the server drips.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable

import httpcore

_TRANSITION = tuple(
    ipaddress.ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::ffff:0:0/96", "::/96", "fec0::/10")
)
"""Ranges of IPv6 that lead on to an IPv4 address, private ones included: NAT64, 6to4, Teredo, mapped and compatible."""


class Refused(Exception):
    """An address that is not asked: it is private, or leads into a private network."""


class Unresolved(httpcore.ConnectError):
    """A name that has no address, or no network to ask for it."""


def tell_private(address: str) -> str | None:
    """Say what is not public about an IP address, None for one that is.

    After the special-purpose registries of IANA, as `ipaddress` knows them.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    kinds = {
        "a multicast address": ip.is_multicast,
        "an address of this machine": ip.is_loopback or ip.is_unspecified,
        "a link-local address": ip.is_link_local,
        "an IPv6 address that leads on to an IPv4 one": ip.version == 6 and any(ip in one for one in _TRANSITION),
        "a private or reserved address": ip.is_private or ip.is_reserved or not ip.is_global,
    }
    return next((kind for kind, holds in kinds.items() if holds), None)


class GuardedBackend(httpcore.NetworkBackend):
    """Opens connections for one request: to checked addresses only, and until its deadline only."""

    def __init__(self, allow_private: bool, deadline: float) -> None:
        """Take the deadline in seconds of the monotonic clock."""
        self._allow_private = allow_private
        self._deadline = deadline
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address of a host that answers.

        Raises Refused where no address of the host may be asked, Unresolved where it has none.
        """
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._resolve(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, _left(self._deadline, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return _TimedStream(stream, self._deadline)
        raise failure or Unresolved(f"{host} has no address")

    def _resolve(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unresolved(str(error)) from error
        addresses = list(dict.fromkeys(str(row[4][0]) for row in found))
        if self._allow_private:
            return addresses
        reasons = {address: tell_private(address) for address in addresses}
        public = [address for address, reason in reasons.items() if reason is None]
        if addresses and not public:
            raise Refused(f"{host} is {reasons[addresses[0]]} ({addresses[0]})")
        return public


class _TimedStream(httpcore.NetworkStream):
    """A stream that ends at a deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for one request is over")
    return left if timeout is None else min(left, timeout)
