import type { Position } from '../../errors/problem.ts';
import type { ProblemCode } from '../../errors/problem-codes.ts';
import { decodeText } from './decode-text.ts';
import { fullYamlFile, yamlTokens } from './full-yaml-file.ts';
import { findDeepNesting, isSurelyShallow, maxNesting } from './measure-nesting.ts';
import { parsePlainYaml } from './parse-plain-yaml.ts';
import { plainYamlFile } from './plain-yaml-file.ts';
import type { YamlFile } from './yaml-file.ts';

/** Largest YAML document in bytes. */
export const maxYamlBytes = 256 * 1024;

/** Reads one YAML 1.2 document; faults become problems and nothing is thrown. */
export function readYaml(file: string, bytes: Uint8Array): YamlFile {
  if (bytes.length > maxYamlBytes) {
    const message = `the file has ${bytes.length} bytes; expected at most ${maxYamlBytes}`;
    return unreadable(file, 'file-too-large', message, { line: 1, column: 1 });
  }
  const decoded = decodeText(bytes);
  if ('badByteAt' in decoded) {
    const hint = 'save the file as UTF-8';
    return unreadable(file, 'file-not-utf8', 'not valid UTF-8 text', decoded.badByteAt, hint);
  }
  return readYamlText(file, decoded.text);
}

/** {@link readYaml} for text that is decoded already. */
export function readYamlText(file: string, text: string): YamlFile {
  const control = findControlCharacter(text);
  if (control) return unreadable(file, 'yaml-syntax', control.message, control.at);
  if (!isSurelyShallow(text)) {
    const offset = findDeepNesting(yamlTokens(text), maxNesting);
    if (offset !== undefined) return tooDeep(file, positionIn(text, offset));
  }
  const plain = parsePlainYaml(text);
  return plain ? plainYamlFile(file, text, plain) : fullYamlFile(file, text);
}

function unreadable(
  file: string,
  code: ProblemCode,
  message: string,
  at: Position,
  hint?: string,
): YamlFile {
  const start = { line: 1, column: 1 };
  return {
    file,
    value: undefined,
    problems: [{ code, severity: 'error', message, file, ...at, ...(hint && { hint }) }],
    valueAt: () => start,
    keyAt: () => start,
    rawAt: () => undefined,
    isFlow: () => false,
    textAt: () => undefined,
  };
}

function tooDeep(file: string, at: Position): YamlFile {
  return unreadable(file, 'yaml-too-deep', `nested deeper than ${maxNesting} levels`, at);
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function findControlCharacter(text: string): { message: string; at: Position } | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const index = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/);
  if (index === -1) return undefined;
  const code = text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  return {
    message: `control character U+${code}; expected text`,
    at: positionIn(text, index),
  };
}
