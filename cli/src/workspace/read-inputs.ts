import { GalleyError } from '@galley/engine/errors';
import { type Input, type JsonValue, readYaml } from '@galley/engine/library';
import type { Door } from '../door.ts';
import type { PromptOptions } from '../options/prompt-options.ts';
import { readDataFile } from './read-data-file.ts';

/**
 * The inputs that the command line gives, not yet checked: the file of `--inputs`, then each
 * `--input name=value` over it. A value is text, read as YAML where the declared type is a list or a
 * map; a list of texts may be given one `--input` each.
 * @throws GalleyError `usage`, `file-unreadable`, `input-invalid`
 */
export async function readInputs(
  door: Pick<Door, 'cwd' | 'readStandardInput'>,
  options: PromptOptions,
  declared: ReadonlyMap<string, Input>,
): Promise<Record<string, JsonValue>> {
  const fromFile = options.inputs === undefined ? {} : await readMap(door, options.inputs);
  const given = new Map<string, string[]>();
  for (const option of options.input ?? []) {
    const { name, value } = splitPair(option);
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  const fromOptions = [...given].map(([name, texts]): [string, JsonValue] => [
    name,
    readValue(name, texts, declared.get(name)),
  ]);
  return Object.fromEntries([...Object.entries(fromFile), ...fromOptions]);
}

function splitPair(option: string): { name: string; value: string } {
  const at = option.indexOf('=');
  if (at > 0) return { name: option.slice(0, at).trim(), value: option.slice(at + 1) };
  throw new GalleyError('usage', `--input ${JSON.stringify(option)} has no name and value`, {
    hint: 'Write --input name=value, for example --input message="Where is my parcel?"',
  });
}

function readValue(name: string, texts: readonly string[], input: Input | undefined): JsonValue {
  const [text = ''] = texts;
  if (input?.type === 'array<string>') {
    if (texts.length > 1) return [...texts];
    return text.trimStart().startsWith('[') ? readStructure(name, text) : text;
  }
  if (texts.length > 1) {
    throw new GalleyError(
      'usage',
      `the input ${JSON.stringify(name)} is given ${texts.length} times`,
      {
        hint: 'Give it once; only an array<string> may be given item by item.',
      },
    );
  }
  const isStructure = input?.type === 'object' || input?.type === 'array<object>';
  return isStructure ? readStructure(name, text) : text;
}

function readStructure(name: string, text: string): JsonValue {
  const { value, problems } = readYaml(`--input ${name}`, Buffer.from(text));
  if (problems.length === 0 && value !== undefined) return value;
  throw new GalleyError(
    'input-invalid',
    `the input ${name}: ${problems[0]?.message ?? 'is empty'}`,
    {
      data: { input: name },
      hint: `Write JSON, for example --input ${name}='{"id": "A-1"}', or give a file with --inputs.`,
    },
  );
}

async function readMap(
  door: Pick<Door, 'cwd' | 'readStandardInput'>,
  file: string,
): Promise<Record<string, JsonValue>> {
  const value = await readDataFile(door, file);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new GalleyError('input-invalid', `${file} holds no map of inputs`, {
    data: { file },
    hint: 'Write {"message": "Where is my parcel?"}, or the same in YAML.',
  });
}
