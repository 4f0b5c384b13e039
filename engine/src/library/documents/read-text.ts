import type { JsonValue, TemplateText } from '../nodes.ts';
import type { WrittenText, YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';
import type { ParsedText } from './parsed-file.ts';
import { readTemplateFacts } from './read-template-facts.ts';
import { resolveFile } from './resolve-file.ts';

/** Template text at a path of the document, or the file it names; faults of the text are reported. */
export function readText(
  reading: FileReading,
  value: JsonValue | undefined,
  path: YamlPath,
  dialect: TemplateText['dialect'],
): ParsedText {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const resolved = resolveFile(reading, String(value.file), [...path, 'file']);
    return { kind: 'file', path: resolved, at: reading.yaml.valueAt([...path, 'file']), dialect };
  }
  const written = reading.yaml.textAt(path);
  const text: TemplateText = {
    source: typeof value === 'string' ? value : '',
    dialect,
    file: reading.yaml.file,
    start: written?.start ?? reading.yaml.valueAt(path),
    mapping: mappingOf(written),
  };
  const facts = readTemplateFacts(text);
  reading.problems.push(...facts.problems);
  return { kind: 'text', text, facts };
}

function mappingOf(written: WrittenText | undefined): TemplateText['mapping'] {
  if (written?.indent !== undefined) return { kind: 'lines', indent: written.indent };
  return written?.runs ? { kind: 'runs', runs: written.runs } : { kind: 'start' };
}
