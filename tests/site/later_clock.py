"""Imported before anything else, this sets the clock of a process ahead.

It reaches all that asks Python for the time, and not what asks the system in C.
"""

import datetime
import time

DAYS = 400

_SECONDS = DAYS * 86400
_time, _time_ns = time.time, time.time_ns
_gmtime, _localtime, _strftime = time.gmtime, time.localtime, time.strftime


class _Kind(type):
    """Lets what C made before, of the class above, be an instance as well."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.__mro__[1])


class _DateTime(datetime.datetime, metaclass=_Kind):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "_DateTime":
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def today(cls) -> "_DateTime":
        return cls.now()

    @classmethod
    def utcnow(cls) -> "_DateTime":
        return cls.now(datetime.UTC).replace(tzinfo=None)


class _Date(datetime.date, metaclass=_Kind):
    @classmethod
    def today(cls) -> "_Date":
        return cls.fromtimestamp(time.time())


time.time = lambda: _time() + _SECONDS
time.time_ns = lambda: _time_ns() + _SECONDS * 10**9
time.gmtime = lambda seconds=None: _gmtime(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None: _localtime(time.time() if seconds is None else seconds)
time.strftime = lambda form, at=None: _strftime(form, time.localtime() if at is None else at)
for _name, _class in (("datetime", _DateTime), ("date", _Date)):
    _class.__module__, _class.__name__, _class.__qualname__ = "datetime", _name, _name
    setattr(datetime, _name, _class)
