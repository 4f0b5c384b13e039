import { GalleyError } from '@galley/engine/errors';
import type { ChatMessage, JsonValue, Role } from '@galley/engine/library';
import type { Door } from '../door.ts';
import { readDataFile } from './read-data-file.ts';

const roles: readonly Role[] = ['system', 'developer', 'user', 'assistant'];

/**
 * The messages of `--messages history=<file>`; `undefined` when the option is not given.
 * @throws GalleyError `usage` for another placeholder, `input-invalid` for what is no list of messages
 */
export async function readHistory(
  door: Pick<Door, 'cwd' | 'readStandardInput'>,
  option: string | undefined,
): Promise<readonly ChatMessage[] | undefined> {
  if (option === undefined) return undefined;
  const file = /^history=(.+)$/s.exec(option)?.[1];
  if (file === undefined) {
    throw new GalleyError('usage', `--messages ${JSON.stringify(option)} names no placeholder`, {
      hint: 'Write --messages history=<file>: history is the only placeholder.',
    });
  }
  const value = await readDataFile(door, file);
  if (!Array.isArray(value)) throw notMessages(file, 'no list');
  return value.map((item, index) => toMessage(item, `item ${index + 1}`, file));
}

function toMessage(item: JsonValue, place: string, file: string): ChatMessage {
  const map = typeof item === 'object' && item !== null && !Array.isArray(item) ? item : {};
  const role = roles.find((one) => one === map.role);
  if (role === undefined || typeof map.content !== 'string') {
    throw notMessages(file, `in ${place} no role and content`);
  }
  return { role, content: map.content };
}

function notMessages(file: string, fault: string): GalleyError {
  return new GalleyError('input-invalid', `${file} holds ${fault}`, {
    data: { file },
    hint: 'Write a list such as [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": "Hi"}].',
  });
}
