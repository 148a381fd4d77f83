"""Have a module loaded only when something is asked of it.

The standard library's LazyLoader has it loaded by the next `import` of its name.
"""

import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType


class _Deferred(ModuleType):
    def __getattr__(self, name: str) -> object:
        self.__class__ = ModuleType
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def defer(name: str) -> None:
    """Have a module loaded by whoever first asks it for something, if it is installed at all.

    Args:
        name: of a module, which is not loaded yet; the package that holds it is loaded now.
    """
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:  # there is no such package
        return
    if spec is not None and name not in sys.modules:
        module = sys.modules[name] = module_from_spec(spec)
        module.__class__ = _Deferred
