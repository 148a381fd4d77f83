"""The command line of `serve`."""

import signal
import sys
import threading
import time
import webbrowser
from pathlib import Path

import click

from site_machinery.serving.preview import Preview, Shown
from site_machinery.serving.server import PreviewServer

ROOT = Path(__file__).parents[2]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-a", "--dev-addr", default="127.0.0.1:8000", show_default=True, help="Address to serve at."
)
@click.option("-o", "--open", "opens", is_flag=True, help="Open the start page in a browser.")
def main(dev_addr: str, opens: bool) -> None:
    """Show the site and follow every change: pages at once, the rest in the background.

    A snippet or a test that is saved has its tests run, and the badges in the pages follow.
    What is wrong stands in the page and here.
    """
    host, _, port = dev_addr.rpartition(":")
    if not host or not port.isdecimal():
        raise click.BadParameter(f"{dev_addr!r} is not HOST:PORT", param_hint="--dev-addr")
    shown = Shown()
    try:
        server = PreviewServer(host, int(port), shown)
    except OSError as error:
        raise click.ClickException(
            f"cannot serve at {dev_addr}: {error.strerror}. Another one: -a 127.0.0.1:8001"
        ) from error
    address = f"http://{host}:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    _say(f"Building the site; then it is at {address}. Ctrl-C ends it.")
    if opens:
        webbrowser.open(address)
    try:
        Preview(ROOT, address, shown, _say).run()
    except KeyboardInterrupt:
        _say("Ended.")


def _say(text: str) -> None:
    click.echo(f"{time.strftime('[%H:%M:%S]')} {text}")


if __name__ == "__main__":
    main()
