"""A server on loopback that breaks HTTP in each way that a test asks for."""

import contextlib
import gzip
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.crawl.loopback import Site

Oddity = Callable[[socket.socket, threading.Event], None]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def whole(body: str | bytes, *headers: str) -> Oddity:
    """A sound answer, but for these headers."""
    data = body.encode() if isinstance(body, str) else body

    def answer(peer: socket.socket, _stop: threading.Event) -> None:
        lines = "".join(f"{line}\r\n" for line in headers).encode()
        peer.sendall(HEAD + lines + f"Content-Length: {len(data)}\r\nConnection: close\r\n\r\n".encode() + data)

    return answer


def raw(data: bytes) -> Oddity:
    """These bytes, then the connection is closed."""

    def answer(peer: socket.socket, _stop: threading.Event) -> None:
        peer.sendall(data)

    return answer


def drip(peer: socket.socket, stop: threading.Event) -> None:
    """One byte now and then, for ever."""
    peer.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
    while not stop.wait(0.2):
        peer.sendall(b"a")


def drip_headers(peer: socket.socket, stop: threading.Event) -> None:
    """A header that never ends."""
    peer.sendall(HEAD + b"X-Slow: ")
    while not stop.wait(0.2):
        peer.sendall(b"a")


def silence(_peer: socket.socket, stop: threading.Event) -> None:
    """No answer at all."""
    stop.wait()


def endless_body(peer: socket.socket, stop: threading.Event) -> None:
    """A body of no stated length that goes on and on."""
    peer.sendall(HEAD + b"Connection: close\r\n\r\n<p>")
    while not stop.is_set():
        peer.sendall(b"all work and no play " * 3_000)


def endless_headers(peer: socket.socket, stop: threading.Event) -> None:
    """Headers that go on and on."""
    peer.sendall(HEAD)
    while not stop.is_set():
        peer.sendall(b"".join(b"X-Header-%d: %s\r\n" % (n, b"v" * 200) for n in range(100)))


def gzip_bomb(megabytes: int) -> Oddity:
    """A small answer that unpacks to a large one."""
    packed = gzip.compress(b"<p>" + b"0" * (megabytes << 20), 9)
    return whole(packed, "Content-Encoding: gzip")


def note(site: Site, asked: bytes) -> str:
    """Keep a request as it came; its path."""
    first, *lines = asked.decode("latin-1").partition("\r\n\r\n")[0].split("\r\n")
    site.asked.append(first.split(" ", 2)[1])
    site.headers.append(dict(line.split(": ", 1) for line in lines))
    return site.asked[-1]


@contextmanager
def serve_oddly(oddities: dict[str, Oddity], host: str, certificate: tuple[str, str] | None = None) -> Iterator[Site]:
    """Answer each path by its oddity, over TLS where a certificate and key file are given; the rest is a 404."""
    stop = threading.Event()
    listener = socket.create_server((host, 0))
    scheme = "http"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        scheme = "https"
    site = Site(f"{scheme}://{host}:{listener.getsockname()[1]}", {})

    def answer(peer: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.closing(peer):
            peer.settimeout(20)
            secured = context.wrap_socket(peer, server_side=True) if certificate else peer
            with contextlib.closing(secured):
                asked = b""
                while b"\r\n\r\n" not in asked and (chunk := secured.recv(65_536)):
                    asked += chunk
                if not asked:
                    return
                path = note(site, asked)
                missing = raw(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                (oddities.get(path) or oddities.get("*") or missing)(secured, stop)
                with contextlib.suppress(OSError):
                    secured.shutdown(socket.SHUT_WR)

    def listen() -> None:
        with contextlib.suppress(OSError):
            while True:
                peer, _ = listener.accept()
                threads.append(threading.Thread(target=answer, args=(peer,)))
                threads[-1].start()

    threads = [threading.Thread(target=listen)]
    threads[0].start()
    try:
        yield site
    finally:
        stop.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in threads:
            thread.join()
