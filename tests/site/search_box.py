"""The shipped search worker, run as a browser runs it: messages in, messages out."""

import json
from collections.abc import Mapping

from py_mini_racer import MiniRacer

# What a worker has and V8 alone has not. Files are there at once; a missing one is a 404.
_BROWSER = """
const sent = [], listeners = [], asked = [];
let online = true;
class URL { constructor(path) { this.path = path; } }
const warned = [];
const console = { warn: (error) => warned.push(`${error} ${error.stack}`) };
function addEventListener(_, listener) { listeners.push(listener); }
function postMessage(message) { sent.push(message); }
async function fetch({ path }) {
  asked.push(path);
  if (!online) throw new Error("offline");
  const ok = Object.hasOwn(files, path);
  return { ok, url: path, status: ok ? 200 : 404, json: async () => JSON.parse(files[path]) };
}
function importScripts(path) { // what is in it is there from the start
  asked.push(path);
  if (!online) throw new Error("offline");
}
function send(message) { for (const listener of listeners) listener({ data: message }); }
function take() { return JSON.stringify(sent.splice(0)); }
"""

SETUP, READY, QUERY, RESULT = range(4)


class SearchBox:
    """The worker with its files.

    Args:
        files: path below the site -> content, the scripts of worker and engine first.
        fragment: what the worker's address ends with.
    """

    def __init__(self, files: Mapping[str, str], fragment: str = "") -> None:
        (worker, script), (_, engine), *data = files.items()
        folder = worker.removesuffix("worker.js")
        self._engine = MiniRacer()
        contents = json.dumps({path.removeprefix(folder): text for path, text in data})
        self._engine.eval(f"const files = {contents};{_BROWSER}")
        self._engine.eval(f"const location = {{ hash: {json.dumps(fragment)} }};")
        self._engine.eval(engine)
        self._engine.eval(script)
        assert self._send(SETUP, {"config": {}, "docs": [], "options": {}}) == [{"type": READY}]

    def close(self) -> None:
        """Let go of the engine."""
        self._engine.close()

    def _send(self, kind: int, data: object) -> list[dict]:
        self._engine.eval(f"send({json.dumps({'type': kind, 'data': data})})")
        return json.loads(self._engine.eval("take()"))

    def results(self, query: str) -> list[dict]:
        """Type a query and return all that is answered, the names' answer first."""
        messages = self._send(QUERY, query)
        assert all(message["type"] == RESULT for message in messages)
        return [message["data"] for message in messages]

    def answer(self, query: str) -> dict:
        """Type a query and return what stands in the list in the end."""
        return self.results(query)[-1]

    def asked(self) -> list[str]:
        """Return the files that the worker has asked for, in order."""
        return json.loads(self._engine.eval("JSON.stringify(asked)"))

    def go_offline(self) -> None:
        """Fail every request from now on."""
        self._engine.eval("online = false")

    def go_online(self) -> None:
        """Answer requests again."""
        self._engine.eval("online = true")

    def evaluate(self, script: str) -> object:
        """Run a line in the worker and return its value."""
        return json.loads(self._engine.eval(f"JSON.stringify({script})"))


def opened(item: list[dict]) -> str:
    """Return where Enter leads if this item comes first: its best section, or the page."""
    return max(item, key=lambda one: one["score"])["location"]
