"""Imported before anything else, this has a build take no shortcut, and go in one process."""

import pymdownx.highlight
import yaml

from site_machinery import meanwhile, shortcuts
from site_machinery.navigation import SharedNavigation

meanwhile.CAN_FORK = False
shortcuts.highlight_once = pymdownx.highlight.highlight
shortcuts.Posts = list
yaml.CSafeLoader = yaml.SafeLoader
SharedNavigation.__call__ = lambda _self, _nav, _page, caller: caller()
