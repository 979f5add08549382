"""A web server on 127.0.0.1 whose files arrive whole, cut short, slowly, or never."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["_Handler"], None]


class LocalServer:
    """`routes` maps a path to an answer; any other path is a 404.

    requests: paths asked for so far.
    closed: set when a client has gone away in the middle of a `stalled` answer.
    """

    def __init__(self) -> None:
        self.routes: dict[str, Answer] = {}
        self.requests: list[str] = []
        self.closed = threading.Event()
        self.stopping = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._http.daemon_threads = True
        self._http.owner = self
        self.url = f"http://127.0.0.1:{self._http.server_port}/"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def whole(content: bytes) -> Answer:
    return lambda handler: handler.begin(len(content)).write(content)


def cut_short(content: bytes) -> Answer:
    """Promises all of it, sends half, and hangs up."""
    return lambda handler: handler.begin(len(content)).write(content[: len(content) // 2])


def stalled(size: int) -> Answer:
    """Promises `size` bytes, sends a hundred, and then nothing more."""

    def answer(handler: _Handler) -> None:
        handler.begin(size).write(b"x" * 100)
        handler.wait_until_gone()

    return answer


def crawling(size: int, bytes_per_s: int) -> Answer:
    def answer(handler: _Handler) -> None:
        out = handler.begin(size)
        for _ in range(size // (bytes_per_s // 20)):
            out.write(b"x" * (bytes_per_s // 20))
            if handler.server.owner.stopping.wait(1 / 20):
                return

    return answer


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        owner = self.server.owner
        owner.requests.append(self.path)
        try:
            if answer := owner.routes.get(self.path):
                answer(self)
            else:
                self.send_error(404)
        except OSError:  # the client hung up: torchvision does, to look for redirects
            pass

    def begin(self, size: int):
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.end_headers()
        return self.wfile

    def wait_until_gone(self) -> None:
        self.connection.settimeout(0.1)
        while not self.server.owner.stopping.is_set():
            try:
                if not self.connection.recv(1):
                    break
            except TimeoutError:
                continue
        self.server.owner.closed.set()

    def log_message(self, *_args) -> None:
        pass
