"""A small forward proxy on loopback, which notes what it saw: plain requests are passed on, CONNECT makes a tunnel."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


@dataclass
class Proxy:
    """Its address; the request lines that it saw and the headers of each; ``hosts``: where it takes which name."""

    url: str
    hosts: dict[str, str]
    seen: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def serve_proxy(host: str, hosts: dict[str, str] | None = None) -> Iterator[Proxy]:
    """Pass requests on; what is asked of a host of ``hosts`` goes to the host and port that it stands for."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def note(self) -> None:
            proxy.seen.append(f"{self.command} {self.path}")
            proxy.headers.append(dict(self.headers))

        def do_GET(self) -> None:
            self.note()
            parts = urlsplit(self.path)
            connection = http.client.HTTPConnection(proxy.hosts.get(parts.netloc, parts.netloc), timeout=10)
            headers = {name: value for name, value in self.headers.items() if not name.lower().startswith("proxy-")}
            connection.request("GET", f"{parts.path}?{parts.query}".rstrip("?"), headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in {"connection", "transfer-encoding", "content-length", "date", "server"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            connection.close()

        def do_CONNECT(self) -> None:
            self.note()
            name, _, port = proxy.hosts.get(self.path, self.path).rpartition(":")
            with socket.create_connection((name, int(port)), timeout=10) as there:
                self.send_response(200)
                self.end_headers()
                back = threading.Thread(target=pipe, args=(there, self.connection))
                back.start()
                pipe(self.connection, there)
                back.join()
            self.close_connection = True

        def log_message(self, *_args: object) -> None:
            """Stay silent."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    server = Server((host, 0), Handler)
    proxy = Proxy(f"http://{host}:{server.server_port}", hosts or {})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def pipe(source: socket.socket, target: socket.socket) -> None:
    """Carry bytes until one side ends."""
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
