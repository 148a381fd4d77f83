"""Spare a browser what the theme's own script has it do in vain while a page starts.

Each of these has Chromium style and lay out the whole page anew, which on a phone is most of
what a reader waits for.
"""

SCRIPT = "assets/javascripts/bundle."

_INSTEAD_OF = {
    # An element of the head tells the scheme of the palette, and is changed twice. Our style
    # sheet tells it on the root element.
    'x("meta",{name:"color-scheme"})': 'x("meta",{})',
    # Relative addresses are made absolute, so that the heads of two pages can be compared; a
    # style sheet is loaded again for that. So one that is loaded is left as it is.
    "if(o&&!/^(?:[a-z]+:)?\\/\\//i.test(o)){t[r]=t[r];": (
        "if(o&&!t.sheet&&!/^(?:[a-z]+:)?\\/\\//i.test(o)){t[r]=t[r];"
    ),
    # Then sheets have to be compared by where they lie.
    "t.set(r.outerHTML,r)": 't.set(r.rel==="stylesheet"?r.href:r.outerHTML,r)',
}


def mended(script: str) -> str:
    """Return the theme's script without all that.

    Raises:
        ValueError: the script is of another version, in which this is to be looked at again.
    """
    for theirs, ours in _INSTEAD_OF.items():
        if script.count(theirs) != 1:
            raise ValueError(
                f"the theme's script has {theirs!r} {script.count(theirs)} times and not once; "
                f"see {__name__}"
            )
        script = script.replace(theirs, ours)
    return script
