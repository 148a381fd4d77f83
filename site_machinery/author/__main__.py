"""The command line; `python3 -m site_machinery VERB` hands over to it."""

import datetime
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from site_machinery.author.files import Refused
from site_machinery.author.importing import Importer, Taken, notes_in
from site_machinery.author.publishing import NoManifest, compare, read_manifest, told
from site_machinery.author.reports import FORMATS, report
from site_machinery.author.scaffold import (
    Made,
    NewNote,
    NewTerm,
    new_note,
    new_term,
    title_of_week,
)
from site_machinery.checks import check as problems_of

ROOT = Path(__file__).parents[2]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", hidden=True, default=ROOT, type=click.Path(path_type=Path))
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Write notes and terms, bring old ones in, and find mistakes."""
    context.obj = root


@main.group()
def new() -> None:
    """Make a page with its code and its tests; everything passes as it is made.

    What is missing is asked for on a terminal. No file that exists is ever touched, but for the
    navigation in mkdocs.yml, which gets a line.
    """


_MANY = "May be given several times."


@new.command("note")
@click.option("--title", help="Default: the ISO week of the date.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the note; default: today.",
)
@click.option("--description", help="One sentence, shown in lists and in the feed.")
@click.option("--lead", default="", help="What stands above `more`; default: the description.")
@click.option("--tag", "tags", multiple=True, help=f"Default: 周报. {_MANY}")
@click.option(
    "--term", "terms", multiple=True, help=f"A term to link: losses/mse-loss. {_MANY}"
)
@click.option("--code/--no-code", "with_code", default=True, help="Tested code of its own.")
@click.pass_obj
def note(
    root: Path,
    title: str | None,
    day: datetime.datetime | None,
    description: str | None,
    tags: tuple[str, ...],
    **given: object,
) -> None:
    """Make this week's note."""
    date = day.date() if day else datetime.date.today()
    title = _asked("--title", "Title", title, default=title_of_week(date))
    description = _asked("--description", "What it is about, in one sentence", description)
    wanted = NewNote(date, title, description, tags=tags or ("周报",), **given)
    _tell(root, _refusing(lambda: new_note(root, wanted)))


@new.command("term")
@click.option("--field", help="The folder: losses, convolution, gan ... or a new one.")
@click.option("--zh", help="The Chinese name.")
@click.option("--en", help="The English name; the address is made from it.")
@click.option("--description", help="The definition in one sentence.")
@click.option("--slug", default="", help="The address, if it is not to follow --en.")
@click.option("--abbr", default="", help="The abbreviation.")
@click.option("--also", multiple=True, help=f"Another name, old or wrong ones too. {_MANY}")
@click.option("--code", multiple=True, help=f"What it is called in torch. {_MANY}")
@click.option("--field-name", default="", help="The Chinese name of a new field.")
@click.pass_obj
def term(
    root: Path,
    field: str | None,
    zh: str | None,
    en: str | None,
    description: str | None,
    **given: object,
) -> None:
    """Make a page for a term, with code, example, formula, figure, tests and claims."""
    field = _asked("--field", "Field (its folder)", field)
    zh = _asked("--zh", "Chinese name", zh)
    en = _asked("--en", "English name", en)
    description = _asked("--description", "Definition, in one sentence", description)
    wanted = NewTerm(field, zh, en, description, **given)
    _tell(root, _refusing(lambda: new_term(root, wanted)))


def on_terminal() -> bool:
    """Say whether somebody is there to be asked."""
    return sys.stdin.isatty()


def _asked(flag: str, question: str, value: str | None, default: str | None = None) -> str:
    """Return a value; ask for one that is missing on a terminal, else take the default."""
    if value is None and on_terminal():
        return click.prompt(question, default=default)
    if value is None and default is None:
        raise click.UsageError(f"{flag} is missing, and there is no terminal to ask on.")
    return default if value is None else value


def _refusing(make: Callable[[], Made]) -> Made:
    try:
        return make()
    except Refused as error:
        raise click.ClickException(str(error)) from error


def _tell(root: Path, made: Made) -> None:
    """Say what was made, and name the mistakes that the new files bring, if any."""
    for file in made.files:
        click.echo(f"wrote {file}")
    for line in made.to_do:
        click.echo(f"left to you: {line}")
    problems = [p for p in problems_of(root) if p.file in made.files]
    click.echo(report(problems, "text"), nl=False)
    click.echo(f"{made.page} will be at {made.address}; now run the tests:")
    click.echo("python3 -m site_machinery test")
    if problems:
        sys.exit(1)


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--no-fetch", is_flag=True, help="Leave images elsewhere where they are.")
@click.pass_obj
def import_(root: Path, paths: tuple[Path, ...], dry_run: bool, no_fetch: bool) -> None:
    """Bring notes in that were written for Hexo or VuePress: files, or folders of them.

    Each keeps its address. Its Python blocks are run, in an empty folder: those that run alone
    become sections of snippets/imported with a test; the others, and all other code, become
    text without a copy button. The page says 待验证 until it has been checked (see review).
    What is not as it was is listed here and in the page's front matter. A note that came in
    before is left alone. Exits with 1 if a file could not be taken.
    """
    files = notes_in(paths)
    if not files:
        raise click.UsageError("no Markdown file is there.")
    importer = Importer(root, fetch=None) if dry_run or no_fetch else Importer(root)
    hidden = not sys.stderr.isatty() or len(files) < 2
    with click.progressbar(
        length=len(files), label="reading", file=sys.stderr, hidden=hidden
    ) as bar:
        taken = importer.take(files, tell=lambda: bar.update(1))
    for outcome in taken:
        if outcome.files and not dry_run:
            importer.write(outcome)
        _report_on(outcome, dry_run)
    bad = sum(outcome.bad is not None for outcome in taken)
    there = sum(outcome.there for outcome in taken)
    verb = "would come in" if dry_run else "came in"
    click.echo(
        f"{len(taken) - bad - there} {verb}, {there} were there, {bad} could not be taken"
    )
    sys.exit(1 if bad else 0)


def _report_on(outcome: Taken, dry_run: bool) -> None:
    if outcome.bad:
        click.echo(f"{outcome.file}:{outcome.bad.line}: not taken: {outcome.bad.what}")
    elif outcome.there:
        click.echo(f"{outcome.file}: is there already: {outcome.page}")
    else:
        counts = ", ".join(f"{count} {what}" for what, count in outcome.counts.items())
        click.echo(f"{outcome.file}: {outcome.page}, at {outcome.address} ({counts})")
        for gap in outcome.gaps:
            click.echo(f"{outcome.file}:{gap.line}: {gap.what}")
        for file in outcome.files if dry_run else ():
            click.echo(f"    would write {file}")


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
    gc.disable()  # a short life: looking for garbage takes a fifth of the time
    problems = problems_of(root)
    gc.enable()
    click.echo(report(problems, format_), nl=False)
    sys.exit(1 if problems else 0)


@main.command()
@click.option("--dry-run", is_flag=True, help="Needed: the workflow alone deploys.")
@click.option(
    "--against",
    help="The deployed site or its manifest: a path or an address. Default: $SITE_URL.",
)
@click.option("--site", type=click.Path(path_type=Path), help="The built site; default: site/.")
@click.pass_obj
def publish(root: Path, dry_run: bool, against: str | None, site: Path | None) -> None:
    """Say which pages a deployment of the built site would add, change or lose.

    An address that is lost is an error, unless a page names it under redirect_from. Exits with
    1 then, with 2 if there is nothing to compare.
    """
    if not dry_run:
        raise click.UsageError(
            "Pushing main deploys, once the workflow's tests have passed; here: --dry-run."
        )
    try:
        before = read_manifest(against or os.environ.get("SITE_URL", ""))
        changes = compare(before, site or root / "site")
    except NoManifest as error:
        raise click.UsageError(str(error)) from error
    click.echo(told(changes), nl=False)
    if changes.lost:
        click.echo(
            f"{changes.lost[0]} would be lost; name it under redirect_from in the front matter "
            "of the page that takes its place",
            err=True,
        )
    sys.exit(1 if changes.lost else 0)


if __name__ == "__main__":
    main(prog_name="python3 -m site_machinery")
