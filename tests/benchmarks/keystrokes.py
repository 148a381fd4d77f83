"""How long the shipped worker takes for each letter typed, in a browser, over HTTP."""

import json
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser

from tests.benchmarks.server import compressed, serving

# The shipped worker, which also says when it has no more to say to a query.
_WORKER = """
importScripts("worker.js");
const shipped = answer;
answer = (query) => shipped(query).then(() => postMessage({ type: "done" }));
"""
_TYPE = """
async (queries) => {
  const type = (worker, query) => new Promise((resolve, reject) => {
    const sent = performance.now();
    let first;
    worker.onerror = reject;
    worker.onmessage = ({ data }) => {
      if (data.type === 3) first ??= performance.now() - sent;
      if (data.type === "done") resolve([first, performance.now() - sent]);
    };
    worker.postMessage({ type: 2, data: query });
  });
  const worker = new Worker(WORKER);
  await new Promise((ready) => {
    worker.onmessage = ready;
    worker.postMessage({ type: 0, data: {} });
  });
  const passes = [];
  for (const pass of [0, 1]) {
    const times = [];
    for (const query of queries) {
      const letters = [...query];
      for (let end = 1; end <= letters.length; end++) {
        const typed = letters.slice(0, end).join("");
        times.push([typed, ...(await type(worker, typed))]);
      }
    }
    passes.push(times);
  }
  return passes;
}
"""


class Keystroke(NamedTuple):
    """What stands in the box, and the milliseconds to the first and to the last answer."""

    typed: str
    first: float
    last: float


def type_all(
    browser: Browser, folder: Path, files: dict[str, str], queries: list[str]
) -> tuple[list[Keystroke], list[Keystroke]]:
    """Type queries letter by letter, twice in one worker; its files are written to a folder.

    At first nothing is loaded, the second time all that the queries need is.
    """
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        compressed(text.encode())  # hosts do it once, and not while a reader waits
    worker = Path(next(iter(files))).with_name("measured.js")
    (folder / worker).write_text(_WORKER, encoding="utf-8")
    (folder / "index.html").write_text("<!doctype html><title>keys</title>", encoding="utf-8")
    with serving(folder) as server:
        page = browser.new_context().new_page()
        page.goto(server.address)
        script = _TYPE.replace("WORKER", json.dumps(f"/{worker.as_posix()}"))
        cold, warm = page.evaluate(script, queries)
        page.context.close()
    return [Keystroke(*key) for key in cold], [Keystroke(*key) for key in warm]
