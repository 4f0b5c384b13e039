import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts';
import { isInherited, mergeDefaults } from './merge-defaults.ts';

/**
 * One YAML file over another as if it were one file: the values of both, merged, and the places of
 * the upper one. What comes from the lower one stands where the upper one says `extends`.
 */
export function layeredYaml(own: YamlFile, defaults: YamlFile): YamlFile {
  const { value } = own;
  if (value === undefined || defaults.value === undefined) return own;
  const comesFromBelow = (path: YamlPath) => isInherited(value, path);
  const fileOf = (path: YamlPath) => (comesFromBelow(path) ? defaults : own);
  return {
    file: own.file,
    value: mergeDefaults(defaults.value, value),
    problems: own.problems,
    valueAt: (path) => (comesFromBelow(path) ? own.valueAt(['extends']) : own.valueAt(path)),
    keyAt: (path) => (comesFromBelow(path) ? own.keyAt(['extends']) : own.keyAt(path)),
    rawAt: (path) => fileOf(path).rawAt(path),
    isFlow: (path) => fileOf(path).isFlow(path),
    textAt: (path) => fileOf(path).textAt(path),
  };
}
