"""Run KaTeX in V8 for `katex`.

Reads one question a line, `["render" or "read", [[TeX, whether displayed], ...]]`. Answers with
a line that says how many bytes follow, and those: for each formula its HTML, "" if it was only
read, or `ERROR` and what KaTeX has against it, with `BETWEEN` from one to the next. Both are in
UTF-8. It ends with its input.
"""

import json
import os
import signal
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent / "vendor" / "katex" / "katex.min.js"

# What is in no text of a formula; so HTML, of which there is much, needs no escapes on its way.
BETWEEN, ERROR = "\0", "\1"

# A thrown error would lose its text on the way; hand it over as a value. The text may have any
# character of the formula in it, even halves of one.
_FUNCTION = """
const strictly = {output: "htmlAndMathml", strict: "error", throwOnError: true};
const functions = {
    render: (tex, displayMode) => katex.renderToString(tex, {displayMode, ...strictly}),
    read: (tex, displayMode) => (katex.__parse(tex, {displayMode, ...strictly}), ""),
};
function answer(wanted, formulas) {
    return formulas.map(([tex, displayMode]) => {
        try {
            return functions[wanted](tex, displayMode);
        } catch (error) {
            return ERROR + error.message.replaceAll(BETWEEN, "\\ufffd").toWellFormed();
        }
    }).join(BETWEEN);
}
"""


def main() -> None:
    """Answer until the input ends."""
    # Not for those who ask only for SCRIPT.
    from py_mini_racer import DEFAULT_V8_FLAGS, MiniRacer, init_mini_racer

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends when who asks it ends
    # In the seconds that there are, its optimizing compiler takes more time than it saves.
    init_mini_racer(flags=[*DEFAULT_V8_FLAGS, "--no-opt"])
    engine = MiniRacer()
    engine.eval(SCRIPT.read_text(encoding="utf-8"))
    engine.eval(f"const [BETWEEN, ERROR] = {json.dumps([BETWEEN, ERROR])};")
    engine.eval(_FUNCTION)
    for question in sys.stdin.buffer:
        answer = engine.eval(f"answer(...{question.decode()})").encode()
        sys.stdout.buffer.write(b"%d\n%b" % (len(answer), answer))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
    # Left to the interpreter's shutdown, V8 can wait for a thread that is gone, for ever.
    os._exit(0)
