"""The command line; `python3 -m site_machinery VERB` hands over to it."""

import sys
from pathlib import Path

import click

from site_machinery.author.reports import FORMATS, report
from site_machinery.checks import check as problems_of

ROOT = Path(__file__).parents[2]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", hidden=True, default=ROOT, type=click.Path(path_type=Path))
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Write notes and terms, bring old ones in, and find mistakes."""
    context.obj = root


@main.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="text: file:line:column, for people and editors; github: annotations of a workflow; "
    "json: a list of objects.",
)
@click.pass_obj
def check(root: Path, format_: str) -> None:
    """Name the mistakes in all sources, each with file, line, column and mend.

    Nothing is built. Exits with 0 if there is none, with 1 if there are some.
    """
    problems = problems_of(root)
    click.echo(report(problems, format_), nl=False)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main(prog_name="python3 -m site_machinery")
