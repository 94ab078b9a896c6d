"""Opens the ports."""

from __future__ import annotations

import errno
import os
import socket
from dataclasses import dataclass

from server.host.certificate import Certificate
from server.host.lan import url
from server.host.start_error import StartError

BACKLOG = 1024


@dataclass(frozen=True)
class Listener:
    """A listening socket; it speaks https where it has a certificate."""

    socket: socket.socket
    certificate: Certificate | None = None

    def url(self, host: str) -> str:
        """Return the address of this port's page under a name of this computer."""
        scheme = "http" if self.certificate is None else "https"
        return url(scheme, host, self.socket.getsockname()[1])


def open_port(host: str, port: int, option: str) -> socket.socket:
    """Return a socket that listens.

    Args:
        host: address to listen on.
        port: 0 is any that is free.
        option: of the command line that gives another port, for the error.

    Raises:
        StartError: the port cannot be opened.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
        listening.setblocking(False)
    except socket.gaierror as error:
        raise StartError(
            f"{host} is no address: {error.strerror}. Give one with --host."
        ) from error
    except OSError as error:
        reasons = {
            errno.EADDRINUSE: f"Port {port} is taken. Give another with {option}.",
            errno.EACCES: f"Port {port} needs more rights. Give one above 1023 with {option}.",
            errno.EADDRNOTAVAIL: f"{host} is not this computer's address. Give one with --host.",
        }
        fallback = f"Port {port} on {host} cannot be opened: {error.strerror}."
        raise StartError(reasons.get(error.errno or 0, fallback)) from error
    return listening


def open_https_port(host: str, port: int, *, asked_for: bool) -> socket.socket:
    """Return a socket that listens for https.

    Args:
        host: address to listen on.
        port: the port.
        asked_for: whether a person chose the port. Where not, another free one will do:
            phones read the address from the QR code.

    Raises:
        StartError: no port can be opened.
    """
    try:
        return open_port(host, port, "--https-port")
    except StartError:
        if asked_for:
            raise
        return open_port(host, 0, "--https-port")
