"""Imported before anything else, this has a build take no shortcut, and go in one process."""

import markdown
import mkdocs.utils
import pymdownx.highlight
import yaml
from markdown.treeprocessors import InlineProcessor
from mkdocs.structure.files import File
from pygments.lexers import get_lexer_by_name

from site_machinery import meanwhile, shortcuts, site_folder
from site_machinery.navigation import SharedNavigation
from site_machinery.shared_parts import SharedParts

meanwhile.CAN_FORK = False
shortcuts.make_markdown = markdown.Markdown
shortcuts.handle_inline = InlineProcessor._InlineProcessor__handleInline
shortcuts.find_lexer = get_lexer_by_name
shortcuts.highlight_once = pymdownx.highlight.highlight
shortcuts.make_no_styles = pymdownx.highlight.BlockHtmlFormatter._create_stylesheet
shortcuts.Posts = list
yaml.CSafeLoader = yaml.SafeLoader
SharedNavigation.__call__ = lambda _self, _nav, _page, caller: caller()
SharedParts.__call__ = lambda _self, _name, _base_url, caller: caller()
site_folder.keep_for_now = mkdocs.utils.clean_directory
site_folder.write = mkdocs.utils.write_file
site_folder.copy = File.copy_file
