"""Thin glue between MkDocs and the rest of this folder; mkdocs.yml loads it by path.

No page needs it for its content: what a page shows is made by the Markdown extensions, which
mkdocs.yml names, and by functions that `plain.py` calls as well, for any other generator.
"""

import logging
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_machinery import shortcuts, site_folder
from site_machinery.ahead import make_ahead
from site_machinery.author.publishing import write_manifest
from site_machinery.catalogue import catalogue_of
from site_machinery.checks import check
from site_machinery.content_policy import theme_policy
from site_machinery.evidence_pages import FOLDER as EVIDENCE
from site_machinery.evidence_pages import module_of
from site_machinery.formula_fonts import FOLDER as FONTS
from site_machinery.kept_pages import KeptPages
from site_machinery.ledger import read_ledger
from site_machinery.made_files import made_files
from site_machinery.markdown_extensions.formulas import fonts_said
from site_machinery.meanwhile import Meanwhile
from site_machinery.navigation import SharedNavigation, pass_over_lists
from site_machinery.notebooks import NotebookError, description_of, markdown_of
from site_machinery.page_facts import PageFacts
from site_machinery.pages import read_page
from site_machinery.review import is_due
from site_machinery.shared_pages import SharedPages
from site_machinery.shared_parts import SharedParts
from site_machinery.slugs import slugify
from site_machinery.stylesheet import FOLDER as STYLES
from site_machinery.stylesheet import stylesheet
from site_machinery.theme_script import SCRIPT, mended
from site_machinery.without_scripts import STYLE_SHEET, dark_colours

ROOT = Path(__file__).parent.parent

log = logging.getLogger("mkdocs.plugins.site_machinery")  # a warning here ends a strict build

# The theme's own search, which ours replaces behind the same box.
_THEMES_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")

# MkDocs dates the compressed sitemap by its pages' days, which it takes from today's.
_NO_DAY = "1980-01-01"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Look at the sources anew, and give every address that a plugin makes ASCII letters."""
    shortcuts.take()
    catalogue_of.cache_clear()
    config.extra["catalogue"] = catalogue_of(Path(config.docs_dir))
    blog = config.plugins["material/blog"].config
    blog.categories_slugify = blog.post_slugify = slugify
    config.plugins["material/tags"].config.tags_slugify = slugify
    config.extra["fonts"] = set()
    # Ours fills the index; theirs would look through every page for what it leaves out.
    config.plugins.events["page_context"].remove(
        config.plugins["material/search"].on_page_context
    )
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop before anything is built if an author's mistake can be named.

    Meanwhile begin what needs nothing but the sources.
    """
    catalogue = config.extra["catalogue"].read()  # once, for both processes
    config.extra["ahead"] = Meanwhile(make_ahead, ROOT, catalogue, config.site_name)
    catalogue.mentions.find(ROOT)
    problems = check(ROOT)
    if problems:
        listed = "\n".join(map(str, problems))
        raise PluginError(f"{len(problems)} problem(s) in the sources:\n{listed}")

    for reference in read_ledger(ROOT).unproved(ROOT):
        log.warning("%s has changed since its tests ran; run the tests again", reference)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files that are made from others; take out or mend those of the theme."""
    catalogue = config.extra["catalogue"]
    for path, text in made_files(ROOT, catalogue).items():
        file = File.generated(config, path, content=text)
        if path.startswith(f"{EVIDENCE}/"):
            file.edit_uri = f"../{module_of(path)}"  # from the docs folder
        files.append(file)
    for file in list(files):
        if file.src_uri.startswith(_THEMES_SEARCH):
            files.remove(file)
        elif file.src_uri.startswith(SCRIPT) and file.src_uri.endswith(".js"):
            file.content_string = mended(file.content_string)
    without_scripts = files.get_file_from_path(STYLE_SHEET)
    sheets = sorted(files.css_files(), key=lambda file: file.src_uri)  # as pages load them
    without_scripts.content_string += dark_colours(file.content_string for file in sheets)
    config.extra["kept_pages"] = KeptPages(ROOT, config, files, catalogue)
    return files


@event_priority(-100)  # behind the blog, whose notes are no pages before
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Let the plugin ask without searching whether a page is a note; share the work."""
    view = config.plugins["material/blog"].blog
    view.posts = shortcuts.Posts(view.posts)
    config.extra["shared_pages"] = SharedPages(config, files, nav)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add our search and style sheet, what is known of pages, the policy, what many share."""
    facts = PageFacts(ROOT, config, config.extra["catalogue"])
    pages = [file.page for file in files.documentation_pages() if file.page]
    env.globals["page_facts"] = facts.gather(pages)
    for page in pages:
        page.update_date = _NO_DAY
    pass_over_lists(pages)
    _leave_out_unused_fonts(files, config.extra["fonts"])
    _join_sheets(files, config)

    search = config.extra["ahead"].result()
    config.extra["search_worker"] = next(iter(search))
    for path, content in (search | facts.pictures).items():
        files.append(File.generated(config, path, content=content))

    env.globals["content_policy"] = theme_policy(env, config)
    env.globals["shared_outside"] = SharedNavigation()
    env.globals["shared_tabs"] = SharedNavigation()
    env.globals["shared_part"] = SharedParts()
    config.extra["shared_pages"].write(env)
    return env


def _leave_out_unused_fonts(files: Files, used: set[str]) -> None:
    for file in list(files):
        if file.src_uri.startswith(FONTS) and file.src_uri.removeprefix(FONTS) not in used:
            files.remove(file)


def _join_sheets(files: Files, config: MkDocsConfig) -> None:
    """Have the pages load one style sheet in place of the theme's and those of mkdocs.yml."""
    ours = [files.get_file_from_path(path) for path in config.extra_css]
    apart = {STYLE_SHEET, *config.extra_css}
    theme = [f for f in files if f.src_uri.startswith(STYLES) and f.src_uri not in apart]
    theme.sort(key=lambda file: file.src_uri)  # as pages would load them: main, palette
    sheets = [file for file in (*theme, *ours) if file.src_uri.endswith(".css")]  # not .css.map
    for file in (*theme, *ours):
        files.remove(file)
    texts = {file.src_uri: file.content_string for file in sheets}
    path, text = stylesheet(texts, config, {file.src_uri for file in files})
    files.append(File.generated(config, path, content=text))
    config.extra_css = [path]


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Have every page restored if it is kept; a notebook is the page that we make of it."""
    shared, kept = config.extra["shared_pages"], config.extra["kept_pages"]
    shared.reach(page)

    def render(*_: object) -> None:
        if not kept.restore_or_render(page):
            shared.count_rendered()

    page.render = render  # in place of mkdocs-jupyter's, too
    return page


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Link the terms that a page names; run a notebook; tell the author if prose is due."""
    source = page.file.abs_src_path
    if source is None:
        return markdown
    mentions = config.extra["catalogue"].mentions
    if not source.endswith(".ipynb"):
        if is_due(ROOT, read_page(Path(source))):
            log.info("%s is due: read its prose again and confirm it", page.file.src_uri)
        return mentions.linked(page.file.src_uri, markdown)
    try:
        page.meta["description"] = description_of(page.file.content_string)
        text = markdown_of(ROOT, Path(source))
    except NotebookError as error:
        raise PluginError(f"docs/{page.file.src_uri}:{error.line}: {error}") from error
    return mentions.linked(page.file.src_uri, text)


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Take out what the page says of its fonts."""
    html, fonts = fonts_said(html)
    config.extra["fonts"].update(fonts)
    return html


def on_post_build(config: MkDocsConfig) -> None:
    """Write down what the site holds, and keep no page that it does not hold."""
    config.extra["shared_pages"].join()
    config.extra["kept_pages"].forget_others()
    site_folder.remove_older(Path(config.site_dir))
    write_manifest(Path(config.site_dir))
