"""A server that compresses as hosts of static sites do, and notes what it sends when."""

import functools
import gzip
import http.server
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_ADDRESS = re.compile(rb"<loc>https?://[^/]+/")
_COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml"}


class Sent(NamedTuple):
    """An answer: when it began (seconds since 1970), to what, and the size of its body."""

    time: float
    path: str
    size: int


@functools.cache
def compressed(content: bytes) -> bytes:
    """Return what a host sends for a text."""
    return gzip.compress(content, compresslevel=6, mtime=0)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections are kept
    disable_nagle_algorithm = True  # else a body waits up to 40 ms for the header's receipt

    def do_GET(self) -> None:
        """Answer with a file, compressed if it is text."""
        started = time.time()
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = path.read_bytes() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(path))
        if path.name == "sitemap.xml":  # as if the site were for this address
            body = _ADDRESS.sub(b"<loc>%b/" % self.server.address.encode(), body)
        if path.suffix in _COMPRESSED:
            body = compressed(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.server.sent.append(Sent(started, self.path.partition("?")[0], len(body)))
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the log out of the report."""


class Server(http.server.ThreadingHTTPServer):
    """A server of one folder."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.sent: list[Sent] = []

    def handle_error(self, *_: object) -> None:
        """A browser that leaves a page drops its connections; that is no error."""


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a folder while it is needed."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
