"""Imported before anything else, this has a build take no shortcut, and go in one process."""

import mkdocs.utils
import pymdownx.highlight
import yaml
from mkdocs.structure.files import File

from site_machinery import meanwhile, shortcuts, site_folder
from site_machinery.navigation import SharedNavigation

meanwhile.CAN_FORK = False
shortcuts.highlight_once = pymdownx.highlight.highlight
shortcuts.make_no_styles = pymdownx.highlight.BlockHtmlFormatter._create_stylesheet
shortcuts.Posts = list
yaml.CSafeLoader = yaml.SafeLoader
SharedNavigation.__call__ = lambda _self, _nav, _page, caller: caller()
site_folder.keep_for_now = mkdocs.utils.clean_directory
site_folder.write = mkdocs.utils.write_file
site_folder.copy = File.copy_file
