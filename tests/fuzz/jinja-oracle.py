"""Renders one JSON case per input line with real Jinja2 and answers one JSON line each.

A case in which a generator or a method would be printed is skipped: Python prints its address.
"""
import json
import sys
import types
import warnings

import jinja2

OPAQUE = (types.GeneratorType, types.BuiltinMethodType, types.FunctionType, type(iter([])),
          type(reversed([])), type(reversed({})), type(reversed(range(0))), type)
WALKING = {"batch", "first", "join", "last", "length", "list", "map", "max", "min", "reject",
           "rejectattr", "select", "selectattr", "slice", "sort", "sum", "unique", "groupby", "count"}


class Skip(Exception):
    """The outcome depends on an address."""


def refuse_opaque(value, depth=3):
    if isinstance(value, OPAQUE):
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
        return work(*arguments, **keywords)

    run.__dict__.update(work.__dict__ if hasattr(work, "__dict__") else {})
    return run


warnings.simplefilter("ignore")
environment = jinja2.Environment(undefined=jinja2.StrictUndefined, finalize=refuse_opaque)
for name, work in list(environment.filters.items()):
    environment.filters[name] = guarded(name, work)

for line in sys.stdin:
    case = json.loads(line)
    try:
        answer = {"text": environment.from_string(case["template"]).render(case["data"])}
    except (RecursionError, Skip):
        answer = {"skip": True}
    except Exception as error:  # the message is the answer
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
