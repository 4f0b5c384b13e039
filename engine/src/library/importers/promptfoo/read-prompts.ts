import { JsonSyntaxError, parseJson } from '../../../tables/parse-json.ts';
import type { JsonValue } from '../../nodes.ts';
import { type Cursor, fixedCursor } from '../cursor.ts';
import { convertTemplate } from './convert-template.ts';
import {
  dataCursor,
  type ImportContext,
  isCode,
  isMap,
  type NamedFile,
  readNamed,
  reportKeys,
  withoutScheme,
} from './import-context.ts';

/** A prompt of the configuration, its templates in Jinja2. */
export interface SourcePrompt {
  /** What its id is made from. */
  readonly name: string;
  readonly at: Cursor;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** Names that it takes from the test; true where a value may be printed as it is. */
  readonly names: ReadonlyMap<string, boolean>;
}

const promptKeys = new Set(['id', 'raw', 'label', 'display']);
const roles = new Set(['system', 'user', 'assistant', 'developer']);
const promptFile = /\.(?:txt|md|markdown|json|jsonl|ya?ml|j2|csv)$/i;
const wildcard = /[*?[]/;

/** Every prompt of `prompts`; what cannot be one is reported. */
export async function readPrompts(
  prompts: Cursor,
  context: ImportContext,
): Promise<SourcePrompt[]> {
  const listed = Array.isArray(prompts.value)
    ? prompts.items()
    : isMap(prompts.value)
      ? prompts
          .entries()
          .map(([path, label]) => label.with({ id: path, label: label.value ?? path }))
      : prompts.value === undefined
        ? []
        : [prompts];
  const found: SourcePrompt[] = [];
  for (const entry of listed) found.push(...(await readEntry(entry, context)));
  return found;
}

async function readEntry(entry: Cursor, context: ImportContext): Promise<SourcePrompt[]> {
  const { losses } = context;
  if (typeof entry.value === 'string') return readText(entry, entry.value, undefined, context);
  const source = entry.get('raw').value ?? entry.get('id').value;
  if (!isMap(entry.value) || typeof source !== 'string') {
    losses.lose(entry, 'prompt', 'it is no text, file or map with `raw` or `id`');
    return [];
  }
  reportKeys(entry, promptKeys, 'the prompt', context);
  const { value: label } = entry.get('label');
  return readText(entry, source, typeof label === 'string' ? label : undefined, context);
}

async function readText(
  entry: Cursor,
  text: string,
  label: string | undefined,
  context: ImportContext,
): Promise<SourcePrompt[]> {
  const { losses, files } = context;
  if (/^(?:https?|langfuse|portkey|helicone|s3|gs|az|hf|huggingface):\/\//i.test(text)) {
    losses.lose(entry, 'prompt', `\`${text}\` is kept by a service, and an import calls none`);
    return [];
  }
  const isSingleLine = !text.trim().includes('\n');
  if (isSingleLine && (isCode(text) || isCode(withoutScheme(text)))) {
    losses.refuse(entry, 'prompt', `\`${text}\` is a program, and an import runs none`);
    return [];
  }
  const isPath =
    text.startsWith('file://') || (promptFile.test(text.trim()) && !/\s/.test(text.trim()));
  if (!isPath || !isSingleLine) {
    return promptOf(entry, text, { name: label ?? 'prompt' }, context);
  }
  const path = withoutScheme(text);
  const paths = wildcard.test(path) ? await files.find(path) : [path];
  if (paths.length === 0) losses.lose(entry, 'prompt', `no file matches \`${path}\``);
  const found: SourcePrompt[] = [];
  for (const one of paths) {
    const file = await readNamed(entry.with(one), 'prompt', context);
    if (file) found.push(...(await readFile(entry, file, label, context)));
  }
  return found;
}

async function readFile(
  entry: Cursor,
  file: NamedFile,
  label: string | undefined,
  context: ImportContext,
): Promise<SourcePrompt[]> {
  const stem = (file.path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
  const name = label ?? stem;
  const at = fixedCursor(file.path, { line: 1, column: 1 }, entry.value);
  if (/\.(?:csv|jsonl)$/i.test(file.path)) {
    context.losses.lose(
      at,
      'prompt',
      'a table of prompts is not read',
      'write one file per prompt',
    );
    return [];
  }
  if (/\.ya?ml$/i.test(file.path)) {
    const data = dataCursor(file, entry, 'prompt', context);
    if (data && isChat(data.value)) return chatPrompt(data, name, context);
  }
  if (!/\.txt$/i.test(file.path)) return promptOf(at, file.text, { name, firstLine: 1 }, context);
  const found: SourcePrompt[] = [];
  let firstLine = 1;
  for (const [index, piece] of file.text.split(/^---[ \t]*\r?$\n?/m).entries()) {
    const leading = piece.length - piece.trimStart().length;
    const line = firstLine + lineBreaks(piece.slice(0, leading));
    firstLine += lineBreaks(piece) + 1;
    if (piece.trim() === '') continue;
    const own = index === 0 ? name : `${name}-${index + 1}`;
    found.push(...promptOf(at, piece.trim(), { name: own, firstLine: line }, context));
  }
  return found;
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}

function promptOf(
  at: Cursor,
  text: string,
  options: { readonly name: string; readonly firstLine?: number },
  context: ImportContext,
): SourcePrompt[] {
  if (text.trim() === '') {
    context.losses.lose(at, 'prompt', 'it is empty');
    return [];
  }
  const chat = /^\s*\[\s*\{/.test(text) ? parsedChat(at, text, context) : undefined;
  if (chat !== undefined) return chatPrompt(at.with(chat), options.name, context);
  const converted = convertTemplate(at, text, context, options);
  if (!converted) return [];
  const messages = [{ role: 'user', content: converted.text }];
  return [{ name: options.name, at, messages, names: converted.names }];
}

function parsedChat(at: Cursor, text: string, { losses }: ImportContext): JsonValue | undefined {
  try {
    const { value } = parseJson(text);
    return isChat(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    const reason = `its messages are no JSON before the variables stand in them: ${error.message}`;
    losses.lose(at, 'prompt', reason, 'it becomes one user message: write its `messages` out');
    return undefined;
  }
}

function isChat(value: JsonValue | undefined): value is JsonValue[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((item) => isMap(item) && 'role' in item)
  );
}

function chatPrompt(chat: Cursor, name: string, context: ImportContext): SourcePrompt[] {
  const names = new Map<string, boolean>();
  const messages: { role: string; content: string }[] = [];
  for (const message of chat.items()) {
    const role = String(message.get('role').value);
    if (!roles.has(role)) {
      context.losses.lose(message, `message of role \`${role}\``, 'a prompt has no such role');
      continue;
    }
    reportKeys(message, new Set(['role', 'content']), 'the message', context);
    const text = contentText(message.get('content'), context);
    if (text === undefined) continue;
    const converted = convertTemplate(message, text, context);
    if (!converted) return [];
    for (const [key, isPrinted] of converted.names)
      names.set(key, names.get(key) === true || isPrinted);
    messages.push({ role, content: converted.text });
  }
  return messages.length === 0 ? [] : [{ name, at: chat, messages, names }];
}

function contentText(content: Cursor, { losses }: ImportContext): string | undefined {
  if (typeof content.value === 'string') return content.value;
  const texts: string[] = [];
  for (const part of content.items()) {
    const { value } = part.get('text');
    if (typeof value === 'string') texts.push(value);
    else losses.lose(part, 'part of a message', 'only text can be sent');
  }
  if (texts.length > 0) return texts.join('\n');
  losses.lose(content, 'message', 'it has no text');
  return undefined;
}
