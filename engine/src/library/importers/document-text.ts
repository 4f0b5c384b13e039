import type { JsonValue } from '../nodes.ts';

const plainText = /^[A-Za-z_][A-Za-z0-9_./+-]*(?: [A-Za-z0-9_./+()-]+)*$/;
const plainKey = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
/** Words that YAML 1.1 or 1.2 reads as something else. */
const reserved = /^(?:null|true|false|yes|no|on|off|y|n|nan|inf)$/i;
/** Text that a literal block can hold: no line of only blanks at its edges, no odd characters. */
const oddCharacter = /[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

/**
 * A value as YAML in block style, the way a person would write a Galley document: text of several
 * lines as literal blocks, everything ambiguous in double quotes. Reading it gives the same value.
 */
export function documentText(value: Readonly<Record<string, JsonValue>>): string {
  return `${mapLines(value, 0).join('\n')}\n`;
}

function mapLines(map: Readonly<Record<string, JsonValue>>, indent: number): string[] {
  const pad = ' '.repeat(indent);
  return Object.entries(map).flatMap(([key, value]) => {
    const [first = '', ...rest] = valueLines(value, indent + 2);
    const gap = first === '' ? '' : ' ';
    return [`${pad}${keyText(key)}:${gap}${first}`, ...rest];
  });
}

function listLines(list: readonly JsonValue[], indent: number): string[] {
  const pad = ' '.repeat(indent);
  return list.flatMap((item) => {
    if (isFilledMap(item)) {
      const [first = '', ...rest] = mapLines(item, indent + 2);
      return [`${pad}- ${first.trimStart()}`, ...rest];
    }
    const [first = '', ...rest] = valueLines(item, indent + 2);
    // A list in a list starts on its own line, which every reader of YAML takes.
    return [first === '' ? `${pad}-` : `${pad}- ${first}`, ...rest];
  });
}

/** The first line follows the key or dash; it is empty for what starts below. */
function valueLines(value: JsonValue, indent: number): string[] {
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : ['', ...listLines(value, indent)];
  if (isFilledMap(value)) return ['', ...mapLines(value, indent)];
  if (typeof value === 'object' && value !== null) return ['{}'];
  if (typeof value === 'string') return textLines(value, indent);
  return [JSON.stringify(value)];
}

function textLines(text: string, indent: number): string[] {
  if (!isBlockText(text)) return [scalarText(text)];
  const lines = text.replace(/\n$/, '').split('\n');
  const pad = ' '.repeat(indent);
  return [
    text.endsWith('\n') ? '|' : '|-',
    ...lines.map((line) => (line === '' ? '' : `${pad}${line}`)),
  ];
}

function isBlockText(text: string): boolean {
  if (!text.includes('\n') || oddCharacter.test(text)) return false;
  // A first line with an indentation of its own, or blank edges, would need more than `|`.
  return !/^\s/.test(text) && !/\n\n$/.test(text) && !/[ \t](?:\n|$)/.test(text);
}

function scalarText(text: string): string {
  return plainText.test(text) && !reserved.test(text) ? text : JSON.stringify(text);
}

function keyText(key: string): string {
  return plainKey.test(key) && !reserved.test(key) ? key : JSON.stringify(key);
}

function isFilledMap(value: JsonValue): value is { [key: string]: JsonValue } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.keys(value).length > 0
  );
}
