"""Renders one JSON case per input line with real Jinja2 and answers one JSON line each."""
import json
import sys

import jinja2

environment = jinja2.Environment(undefined=jinja2.StrictUndefined)

for line in sys.stdin:
    case = json.loads(line)
    try:
        answer = {"text": environment.from_string(case["template"]).render(case["data"])}
    except RecursionError:
        answer = {"skip": True}
    except Exception as error:  # the message is the answer
        answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
