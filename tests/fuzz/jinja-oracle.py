"""Renders one JSON case per input line with real Jinja2 and answers one JSON line each.

A case is skipped when a generator or a method would be printed (Python prints its address), when
it needs more than a second or 600 MB, and when Jinja2 fails on folding a constant of code that may
never be reached.
"""
import json
import resource
import signal
import sys
import types
import warnings

import jinja2

OPAQUE = ( types.BuiltinMethodType, types.FunctionType, type(iter([])),
          type(reversed([])), type(reversed({})), type(reversed(range(0))), type(reversed(())),
          type(reversed({}.values())), type(reversed({}.items())), type)
WALKING = {"batch", "first", "join", "last", "length", "list", "map", "max", "min", "reject",
           "rejectattr", "select", "selectattr", "slice", "sort", "sum", "unique", "groupby", "count"}


class Skip(Exception):
    """The outcome depends on an address."""


class Walk:
    """A generator that gives up where its address would be printed."""

    def __init__(self, source):
        self.source = source

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.source)

    def __str__(self):
        raise Skip

    __repr__ = __str__


Walk.__name__, Walk.__module__ = "generator", "builtins"


def refuse_opaque(value, depth=3):
    if isinstance(value, (*OPAQUE, Walk)):
        raise Skip
    if depth and isinstance(value, (list, tuple)):
        for item in value:
            refuse_opaque(item, depth - 1)
    if depth and isinstance(value, dict):
        for item in value.values():
            refuse_opaque(item, depth - 1)
    return value


def guarded(name, work):
    def run(*arguments, **keywords):
        position = 1 if hasattr(work, "jinja_pass_arg") else 0
        if name not in WALKING:
            refuse_opaque(arguments[position])
        result = work(*arguments, **keywords)
        return Walk(result) if isinstance(result, types.GeneratorType) else result

    run.__dict__.update(work.__dict__ if hasattr(work, "__dict__") else {})
    return run


def give_up(*_):
    raise Skip


resource.setrlimit(resource.RLIMIT_AS, (600_000_000, 600_000_000))
signal.signal(signal.SIGALRM, give_up)
warnings.simplefilter("ignore")
loader = jinja2.DictLoader(json.loads(sys.stdin.readline())["templates"])
environment = jinja2.Environment(
    undefined=jinja2.StrictUndefined, finalize=refuse_opaque, loader=loader
)
for name, work in list(environment.filters.items()):
    environment.filters[name] = guarded(name, work)

for line in sys.stdin:
    case = json.loads(line)
    signal.setitimer(signal.ITIMER_REAL, 1)
    try:
        try:
            template = environment.from_string(case["template"])
        except jinja2.TemplateSyntaxError:
            raise
        except Exception:  # a folded constant, in code that may never be reached
            raise Skip
        answer = {"text": template.render(case["data"])}
    except (RecursionError, MemoryError, Skip):
        answer = {"skip": True}
    except Exception as error:  # the message is the answer
        answer = {"error": str(error), "type": type(error).__name__}
    signal.setitimer(signal.ITIMER_REAL, 0)
    if len(answer.get("text", "")) > 1_000_000:
        answer = {"skip": True}
    print(json.dumps(answer), flush=True)
