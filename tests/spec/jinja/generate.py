"""Fills `expected` or `error` of every case in the tables beside this script with what real
Jinja2 prints (StrictUndefined, everything else at its defaults).

Run it with Jinja2 3.1.6 (Debian: python3-jinja2) and PyYAML: python3 generate.py [--check]
With --check nothing is written; it fails when a table is not what Jinja2 prints.
"""
import copy
import pathlib
import re
import sys

import jinja2
import yaml


class Table(yaml.SafeDumper):
    """Block style, with literal blocks for text of several lines."""


# Numbers to YAML 1.2, which the test reads, but text to YAML 1.1.
NUMBER = re.compile(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+")


def text(dumper, value):
    if NUMBER.fullmatch(value):
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="'")
    style = "|" if "\n" in value and value.strip() == value and "\t" not in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


Table.add_representer(str, text)


def dakora_default(value, default_value=""):
    if isinstance(value, jinja2.Undefined):
        return default_value
    return default_value if value in (None, "", [], {}) else value


def dakora_yaml(value):
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True).rstrip()


def environment(case):
    loader = jinja2.DictLoader(case.get("templates", {}))
    env = jinja2.Environment(undefined=jinja2.StrictUndefined, loader=loader)
    if case.get("dialect") == "dakora":
        env.filters["default"] = dakora_default
        env.filters["yaml"] = dakora_yaml
    return env


def judge(case):
    """The case with its outcome as Jinja2 has it."""
    result = {key: value for key, value in case.items() if key not in ("expected", "error")}
    try:
        data = copy.deepcopy(case.get("data", {}))
        result["expected"] = environment(case).from_string(case["template"]).render(data)
    except Exception as error:  # the message is the outcome
        result["error"] = str(error).strip()
    return result


def main():
    stale = []
    for path in sorted(pathlib.Path(__file__).parent.glob("*.yaml")):
        before = yaml.safe_load(path.read_text(encoding="utf-8"))
        cases = [judge(case) for case in before]
        after = yaml.dump(cases, Dumper=Table, sort_keys=False, allow_unicode=True, width=100)
        if before != cases:
            stale.append(path.name)
            if "--check" not in sys.argv:
                path.write_text(after, encoding="utf-8")
    print(f"Jinja2 {jinja2.__version__}: {len(stale)} table(s) changed {stale}")
    sys.exit(1 if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
