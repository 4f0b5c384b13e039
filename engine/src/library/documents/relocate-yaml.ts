import type { YamlFile, YamlPath } from '../yaml/yaml-file.ts';

/**
 * The YAML of a document that was converted from another format: places are looked up where the
 * source has them.
 * @param sourcePath where a value of the converted document stands in the source; `undefined` when
 * the source says it nowhere, so that the document's start is named
 * @param keepsText true for texts that stand in the source as they are
 */
export function relocateYaml(
  yaml: YamlFile,
  sourcePath: (path: YamlPath) => YamlPath | undefined,
  keepsText: (path: YamlPath) => boolean,
): YamlFile {
  const from = (path: YamlPath) => sourcePath(path) ?? [];
  return {
    ...yaml,
    valueAt: (path) => yaml.valueAt(from(path)),
    keyAt: (path) => yaml.keyAt(from(path)),
    rawAt: (path) => yaml.rawAt(from(path)),
    isFlow: (path) => yaml.isFlow(from(path)),
    textAt: (path) => (keepsText(path) ? yaml.textAt(from(path)) : undefined),
  };
}
