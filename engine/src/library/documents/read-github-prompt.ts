import { convertGithubPrompt } from '../importers/convert-github-prompt.ts';
import type { JsonValue } from '../nodes.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedPrompt } from './parsed-file.ts';
import type { WrittenDocument } from './read-head.ts';
import { readPrompt } from './read-prompt.ts';
import { relocateYaml } from './relocate-yaml.ts';

/**
 * A prompt of GitHub Models, loaded in place with its cases and checks. What it says and Galley cannot
 * keep is a warning; every place is that of the file as it is written.
 */
export function readGithubPrompt(
  reading: FileReading,
  written: WrittenDocument,
  id: string,
): ParsedPrompt {
  const { document, losses, evaluatorOfCheck } = convertGithubPrompt(written);
  for (const { path, message } of losses) {
    const { line, column } = reading.yaml.keyAt(path);
    const { file } = reading.yaml;
    const hint = 'galley import writes it as a Galley document that you can mend';
    const code = 'conversion-loss';
    reading.problems.push({ code, severity: 'warning', message, file, line, column, hint });
  }
  const yaml = relocateYaml(
    reading.yaml,
    (path) => sourcePath(path, evaluatorOfCheck),
    (path) => contentAt(document, path) === contentAt(written, path),
  );
  return readPrompt({ ...withYaml(reading, yaml) }, document, id);
}

/** Problems go to the same list, at the places that the given YAML says. */
function withYaml(reading: FileReading, yaml: FileReading['yaml']): FileReading {
  return {
    ...reading,
    yaml,
    report: (code, message, path, hint, at = 'value') =>
      reading.reportAt(code, message, at === 'key' ? yaml.keyAt(path) : yaml.valueAt(path), hint),
  };
}

const parameterKeys: Readonly<Record<string, string>> = {
  max_tokens: 'maxTokens',
  top_p: 'topP',
  temperature: 'temperature',
};

/** Where the source has what stands at a path of the converted document. */
function sourcePath(path: YamlPath, evaluatorOfCheck: readonly number[]): YamlPath | undefined {
  const [top, second, third, fourth] = path;
  switch (top) {
    case 'messages':
    case 'description':
      return path;
    case 'model':
      if (second === 'ref') return ['model'];
      return ['modelParameters', ...(third === undefined ? [] : [parameterKeys[third] ?? third])];
    case 'output':
      return second === 'schema' ? ['jsonSchema'] : ['responseFormat'];
    case 'cases': {
      const row = ['testData', ...(second === undefined ? [] : [second])];
      return fourth === undefined ? row : [...row, fourth];
    }
    case 'checks': {
      const evaluator = typeof second === 'number' ? evaluatorOfCheck[second] : undefined;
      return evaluator === undefined ? ['evaluators'] : ['evaluators', evaluator];
    }
    default:
      return undefined;
  }
}

function contentAt(document: WrittenDocument, path: YamlPath): JsonValue | undefined {
  let value: JsonValue | undefined = document as JsonValue;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, JsonValue>)[key];
  }
  return value;
}
