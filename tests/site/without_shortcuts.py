"""Imported before anything else, this has a build take none of the machinery's shortcuts."""

import pymdownx.highlight
import yaml

from site_machinery import shortcuts
from site_machinery.navigation import SharedNavigation

shortcuts.highlight_once = pymdownx.highlight.highlight
shortcuts.Posts = list
yaml.CSafeLoader = yaml.SafeLoader
SharedNavigation.__call__ = lambda _self, _nav, _page, caller: caller()
