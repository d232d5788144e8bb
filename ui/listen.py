"""The address on which a server listens. It does not know what it serves."""

import errno
import socket

from ui import texts
from ui.terminal import CouldNot


def listen(host: str, port: int) -> socket.socket:
    """A listening socket before anything slow begins: a busy port is told at once."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
    except socket.gaierror as error:
        raise CouldNot(texts.host_unknown(host)) from error
    except PermissionError as error:
        raise CouldNot(texts.port_forbidden(port)) from error
    except OSError as error:
        busy = error.errno == errno.EADDRINUSE
        raise CouldNot(texts.port_busy(host, port) if busy else texts.host_unknown(host)) from error
    return listener


def in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
