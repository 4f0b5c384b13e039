import type { Operation } from '../evaluate/unit.ts';
import { writeYaml } from '../text-format/write-yaml.ts';
import { asText } from '../values/text.ts';
import { PyDict, PyUndefined, type Value } from '../values/value.ts';
import { defineFilter } from './define-filter.ts';

/** True for what Dakora's `default` replaces: undefined, none, and empty text, lists and maps. */
function isAbsent(value: Value): boolean {
  if (value instanceof PyUndefined || value === null || asText(value) === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return value instanceof PyDict && value.entries.size === 0;
}

/** The filters that dialect `dakora` has in place of, or besides, Jinja2's. */
export const dakoraFilters: [string, Operation][] = [
  ...defineFilter('default', 'default_filter', [['default_value', '']], (_run, value, fallback) =>
    isAbsent(value) ? (fallback as Value) : value,
  ),
  ...defineFilter('yaml', 'yaml_filter', [], (run, value) => writeYaml(run.meter, value)),
];
