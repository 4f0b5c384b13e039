import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import { type JsonValue, readYaml } from '@galley/engine/library';
import type { Door } from '../door.ts';

/**
 * The value of a JSON or YAML file that the command line names; `-` is standard input.
 * @throws GalleyError `file-unreadable` with the place of the first fault
 */
export async function readDataFile(
  door: Pick<Door, 'cwd' | 'readStandardInput'>,
  file: string,
): Promise<JsonValue> {
  const shown = file === '-' ? 'standard input' : file;
  const bytes = file === '-' ? Buffer.from(await door.readStandardInput()) : readBytes(door, file);
  const asJson = parseJson(bytes);
  if (asJson !== undefined) return asJson;
  const { value, problems } = readYaml(shown, bytes);
  const [problem] = problems.filter(({ severity }) => severity === 'error');
  if (problem === undefined && value !== undefined) return value;
  const place = problem === undefined ? shown : `${shown}:${problem.line}:${problem.column}`;
  throw new GalleyError('file-unreadable', `${place} ${problem?.message ?? 'holds no value'}`, {
    data: { file },
    hint: problem?.hint ?? 'Write JSON or YAML.',
  });
}

/** JSON is read as such, because it may be larger than a YAML document. */
function parseJson(bytes: Buffer): JsonValue | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as JsonValue;
  } catch {
    return undefined; // not JSON: read as YAML, which also says what is wrong
  }
}

function readBytes(door: Pick<Door, 'cwd'>, file: string): Buffer {
  try {
    return readFileSync(resolve(door.cwd, file));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code ?? 'unknown'})`;
    throw new GalleyError('file-unreadable', `${file} ${why}`, {
      data: { file },
      hint: 'Name a file that exists; - is standard input.',
      cause,
    });
  }
}
