"""Serve the preview: the built site, with what is wrong over it, and a script that reloads.

A page carries a version of all that is shown. The script asks for another one, and the answer
comes when there is one.
"""

import hashlib
import html
import http.server
import os
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from site_machinery.serving.preview import Shown

_FOLDER = "/preview/"  # addresses of our own, beside those of the site
_OURS = {"client.js": "text/javascript", "preview.css": "text/css"}
_WAIT = 60  # seconds after which a browser asks again
_NO_SITE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>预览</title>
<body><p>{}</p></body></html>"""


class PreviewServer(http.server.ThreadingHTTPServer):
    """A server on an address of this machine.

    Args:
        host: of the address.
        port: of the address.
        shown: what is served.

    Raises:
        OSError: the address is taken, or not of this machine.
    """

    daemon_threads = True
    # On Windows it would let two servers share a port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, host: str, port: int, shown: Shown) -> None:
        self.shown = shown
        super().__init__((host, port), _Handler)

    def handle_error(self, *_: object) -> None:
        """A browser that leaves a page drops its connections; that is no error."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: PreviewServer

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path == f"{_FOLDER}wait":
            asked = parse_qs(url.query)
            self._send(HTTPStatus.OK, self._wait(asked).encode(), "text/plain")
        elif url.path.removeprefix(_FOLDER) in _OURS and url.path.startswith(_FOLDER):
            name = url.path.removeprefix(_FOLDER)
            self._send(HTTPStatus.OK, Path(__file__).with_name(name).read_bytes(), _OURS[name])
        else:
            self._answer(url.path)

    do_HEAD = do_GET

    def _answer(self, path: str) -> None:
        file = self._file(path)
        if file and file.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif file and file.is_file() and file.suffix != ".html":
            self._send(HTTPStatus.OK, file.read_bytes(), self.guess_type(file))
        else:
            status, page = self._page(path)
            version = self._version(page)
            self._send(status, self._with_preview(page, version), "text/html; charset=utf-8")

    def _file(self, path: str) -> Path | None:
        if self.server.shown.folder is None:
            return None
        self.directory = str(self.server.shown.folder)
        return Path(self.translate_path(path))

    def _page(self, path: str) -> tuple[HTTPStatus, bytes]:
        file = self._file(path)
        if file is None:
            waiting = "网站还没有生成。" if self.server.shown.problems else "正在生成网站……"
            return HTTPStatus.SERVICE_UNAVAILABLE, _NO_SITE.format(waiting).encode()
        if file.is_dir():
            file /= "index.html"
        if file.is_file():
            return HTTPStatus.OK, file.read_bytes()
        return HTTPStatus.NOT_FOUND, Path(self.directory, "404.html").read_bytes()

    def _version(self, page: bytes) -> str:
        shown = self.server.shown
        rest = "\n".join([*shown.problems, str(shown.assets)])
        return hashlib.sha256(page + rest.encode()).hexdigest()[:16]

    def _wait(self, asked: dict[str, list[str]]) -> str:
        """Return the version of a page as soon as it is not the one that the browser has."""
        path = asked.get("page", ["/"])[0]
        seen = asked.get("version", [""])[0]

        def is_other() -> bool:
            return self._version(self._page(path)[1]) != seen

        with self.server.shown.changed:
            self.server.shown.changed.wait_for(is_other, _WAIT)
            return self._version(self._page(path)[1])

    def _with_preview(self, page: bytes, version: str) -> bytes:
        added = f'<script src="{_FOLDER}client.js" data-version="{version}"></script>'
        if problems := self.server.shown.problems:
            listed = "".join(f"<li>{html.escape(problem)}</li>" for problem in problems)
            added += (
                f'<link rel="stylesheet" href="{_FOLDER}preview.css">'
                f'<section class="preview-problems" role="alert"><strong>有 {len(problems)} 处'
                f"要改；改好之前，页面停在上一次的样子。</strong><ul>{listed}</ul></section>"
            )
        before, end, after = page.rpartition(b"</body>")
        return before + added.encode() + end + after if end else page + added.encode()

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the terminal for the author's files."""
