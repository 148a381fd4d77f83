"""Run KaTeX in V8 for `katex`.

Reads one question a line, `["render" or "read", [[TeX, whether displayed], ...]]`. Answers with
one line: for each formula its HTML, "" if it was only read, and KaTeX's error, "" if none. Both
are in UTF-8. It ends with its input.
"""

import os
import signal
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent / "vendor" / "katex" / "katex.min.js"

# A thrown error would lose its text on the way; hand it over as a value.
_FUNCTION = """
const strictly = {output: "htmlAndMathml", strict: "error", throwOnError: true};
const functions = {
    render: (tex, displayMode) => katex.renderToString(tex, {displayMode, ...strictly}),
    read: (tex, displayMode) => (katex.__parse(tex, {displayMode, ...strictly}), ""),
};
function answer(question) {
    const [wanted, formulas] = JSON.parse(question);
    return JSON.stringify(formulas.map(([tex, displayMode]) => {
        try {
            return [functions[wanted](tex, displayMode), ""];
        } catch (error) {
            return ["", error.message];
        }
    }));
}
"""


def main() -> None:
    """Answer until the input ends."""
    from py_mini_racer import MiniRacer  # not for those who ask only for SCRIPT

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends when who asks it ends
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(encoding="utf-8")
    engine = MiniRacer()
    engine.eval(SCRIPT.read_text(encoding="utf-8"))
    engine.eval(_FUNCTION)
    for question in sys.stdin:
        sys.stdout.write(engine.call("answer", question) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
    # Left to the interpreter's shutdown, V8 can wait for a thread that is gone, for ever.
    os._exit(0)
