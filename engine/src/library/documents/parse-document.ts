import { apiVersion, documentKinds, findLaterValue } from '@galley/schema';
import { nearestName } from '../../matching/nearest.ts';
import type { JsonValue } from '../nodes.ts';
import { checkShape } from '../shape/check-shape.ts';
import { describeValue, listNames } from '../shape/describe-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { envelopeKinds, isDakoraId, isDocumentId } from './document-id.ts';
import { type FileReading, startReading } from './file-reading.ts';
import type { DocumentFile } from './find-documents.ts';
import type { ParsedDocument, ParsedFile } from './parsed-file.ts';
import { readDakoraPart, readDakoraPrompt } from './read-dakora.ts';
import { readDataset } from './read-dataset.ts';
import { readGithubPrompt } from './read-github-prompt.ts';
import type { WrittenDocument } from './read-head.ts';
import { readPart } from './read-part.ts';
import { readPrompt } from './read-prompt.ts';
import { readSuite } from './read-suite.ts';

/** Everything one file says by itself; every fault is a problem and nothing is thrown. */
export function parseDocument(
  found: Pick<DocumentFile, 'path' | 'kind' | 'id'>,
  bytes: Uint8Array,
  blobId: string,
): ParsedFile {
  const yaml = readYaml(found.path, bytes);
  const reading = startReading(yaml);
  const { value } = yaml;
  const isOther = value !== undefined && isOtherYaml(value);
  const document =
    value === undefined || isOther
      ? undefined
      : readDocument(reading, value as WrittenDocument, found);
  const { path, kind, id } = found;
  const { problems } = reading;
  return { path, blobId, expected: { kind, id }, problems, document, isOther };
}

/** No map, or one that claims neither Galley's envelope nor Dakora's keys: other tools' YAML. */
function isOtherYaml(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  if (isDakoraPrompt(value) || isDakoraPart(value) || isGithubPrompt(value)) return false;
  return !claimsApiVersion(value.apiVersion) && !claimsKind(value.kind);
}

function claimsApiVersion(written: JsonValue | undefined): boolean {
  if (typeof written !== 'string') return false;
  return /^galley\b/i.test(written) || nearestName(written, [apiVersion]) !== undefined;
}

function claimsKind(written: JsonValue | undefined): boolean {
  if (typeof written !== 'string') return false;
  if (findLaterValue('GalleyDocument', 'kind', written)) return true;
  return isKind(written) || nearestName(written, documentKinds) !== undefined;
}

function isKind(written: JsonValue | undefined): boolean {
  return documentKinds.some((kind) => kind === written);
}

function isDakoraPrompt(value: WrittenDocument): boolean {
  return !hasEnvelope(value) && Object.hasOwn(value, 'id') && Object.hasOwn(value, 'template');
}

function isDakoraPart(value: WrittenDocument): boolean {
  return (
    !hasEnvelope(value) &&
    ['part_id', 'category', 'content'].every((key) => Object.hasOwn(value, key))
  );
}

function isGithubPrompt(value: WrittenDocument): boolean {
  return !hasEnvelope(value) && Array.isArray(value.messages) && !isDakoraPrompt(value);
}

function hasEnvelope(value: WrittenDocument): boolean {
  return Object.hasOwn(value, 'apiVersion') || Object.hasOwn(value, 'kind');
}

type Found = Pick<DocumentFile, 'path' | 'kind' | 'id'>;

function readDocument(
  reading: FileReading,
  value: WrittenDocument,
  found: Found,
): ParsedDocument | undefined {
  if (isGithubPrompt(value)) return readGithub(reading, value, found);
  if (!hasEnvelope(value)) return readDakora(reading, value, found);
  if (!checkEnvelope(reading, value, found)) return undefined;
  const shape = checkShape(reading.yaml, envelopeKinds[found.kind]);
  reading.problems.push(...shape);
  checkId(reading, value, found);
  if (shape.length > 0) return undefined;
  switch (found.kind) {
    case 'prompt':
      return readPrompt(reading, value, found.id);
    case 'part':
      return readPart(reading, value, found.id);
    case 'dataset':
      return readDataset(reading, value, found.id);
    case 'suite':
      return readSuite(reading, value, found.id);
  }
}

function checkEnvelope(reading: FileReading, value: WrittenDocument, found: Found): boolean {
  const expected = envelopeKinds[found.kind];
  if (value.apiVersion !== apiVersion) {
    const got = describeValue(value.apiVersion);
    const message =
      value.apiVersion === undefined
        ? `the document has no \`apiVersion\`; expected \`apiVersion: ${apiVersion}\``
        : `apiVersion: expected \`${apiVersion}\`, got ${got}`;
    const hint = `write \`apiVersion: ${apiVersion}\` at the top`;
    reading.report('unknown-kind', message, ['apiVersion'], hint);
    return false;
  }
  const { kind } = value;
  if (kind === expected) return true;
  const later = findLaterValue('GalleyDocument', 'kind', kind);
  if (later) {
    const message = `the kind \`${later.value}\` is not in this version`;
    const hint = `a later version of Galley will ${later.will}`;
    reading.report('not-in-this-version', message, ['kind'], hint);
    return false;
  }
  if (isKind(kind)) {
    const message = `kind: expected \`${expected}\` in this folder, got \`${String(kind)}\``;
    const hint =
      kind === 'Project'
        ? 'the Project document is galley.yaml in the project folder'
        : `move the file to \`${String(kind).toLowerCase()}s/\`, or write \`kind: ${expected}\``;
    reading.report('unknown-kind', message, ['kind'], hint);
    return false;
  }
  const near = typeof kind === 'string' ? nearestName(kind, documentKinds) : undefined;
  const message =
    kind === undefined
      ? `the document has no \`kind\`; expected \`kind: ${expected}\``
      : `kind: expected one of ${listNames(documentKinds)}, got ${describeValue(kind)}`;
  const hint = near ? `did you mean \`${near}\`?` : `write \`kind: ${expected}\``;
  reading.report('unknown-kind', message, ['kind'], hint);
  return false;
}

function checkId(reading: FileReading, value: WrittenDocument, { id, path }: Found): void {
  if (!isDocumentId(id)) {
    const message = `the path \`${path}\` makes the id \`${id}\`, which is not valid`;
    const hint =
      'rename the file: lower-case letters, digits, _ and -, starting with a letter or digit';
    reading.reportAt('id-invalid', message, { line: 1, column: 1 }, hint);
  } else if (typeof value.id === 'string' && value.id !== id) {
    const message = `id: expected \`${id}\`, which the path gives, got \`${value.id}\``;
    reading.report('id-mismatch', message, ['id'], 'remove the key, or rename the file');
  }
}

/**
 * Bare Dakora files keep the id that they write, wherever they stand, because Dakora finds files by
 * their content: `id` for prompts, `category/part_id` for parts.
 */
function readDakora(
  reading: FileReading,
  value: WrittenDocument,
  found: Found,
): ParsedDocument | undefined {
  const isPart = isDakoraPart(value);
  const shape = checkShape(reading.yaml, isPart ? 'DakoraPart' : 'DakoraPrompt');
  reading.problems.push(...shape);
  if (found.kind !== (isPart ? 'part' : 'prompt')) {
    const message = `a Dakora ${isPart ? 'part' : 'prompt'} stands among ${found.kind}s`;
    const hint = `move the file to \`${isPart ? 'parts' : 'prompts'}/\``;
    reading.report('unknown-kind', message, [isPart ? 'part_id' : 'template'], hint, 'key');
    return undefined;
  }
  if (shape.length > 0) return undefined;
  const id = isPart ? `${value.category}/${value.part_id}` : String(value.id);
  if (!isDakoraId(id)) {
    const message = `the id \`${id.slice(0, 100)}\` is not valid`;
    const hint = 'use letters, digits, _, - and points, starting with a letter, digit or _';
    reading.report('id-invalid', message, [isPart ? 'part_id' : 'id'], hint);
    return undefined;
  }
  return isPart ? readDakoraPart(reading, value, id) : readDakoraPrompt(reading, value, id);
}

/** A prompt of GitHub Models has the id of its path, as Galley's own documents do. */
function readGithub(
  reading: FileReading,
  value: WrittenDocument,
  found: Found,
): ParsedDocument | undefined {
  const shape = checkShape(reading.yaml, 'GithubPrompt');
  reading.problems.push(...shape);
  checkId(reading, {}, found);
  if (found.kind !== 'prompt') {
    const message = `a prompt of GitHub Models stands among ${found.kind}s`;
    reading.report('unknown-kind', message, ['messages'], 'move the file to `prompts/`', 'key');
    return undefined;
  }
  return shape.length > 0 ? undefined : readGithubPrompt(reading, value, found.id);
}
