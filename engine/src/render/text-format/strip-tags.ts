import { isWhitespace } from '../../templates/whitespace.ts';
import type { Meter } from '../budget.ts';
import { findBareName, findEntity } from './named-entities.ts';

/** What browsers read for the codes that Windows-1252 uses differently. */
const windowsCharacters = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Text without comments and tags, white space collapsed, entities decoded. */
export function stripTags(meter: Meter, text: string): string {
  meter.step(1 + Math.floor(text.length / 100));
  meter.allocate(text.length * 2);
  const bare = dropBetween(dropBetween(text, '<!--', '-->'), '<', '>');
  return decodeEntities(meter, collapse(bare));
}

function dropBetween(text: string, start: string, end: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const from = text.indexOf(start, at);
    const to = from === -1 ? -1 : text.indexOf(end, from);
    if (from === -1 || to === -1) return parts.join('') + text.slice(at);
    parts.push(text.slice(at, from));
    at = to + end.length;
  }
}

function collapse(text: string): string {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const isGap = at === text.length || isWhitespace(text[at] as string);
    if (isGap && start !== -1) {
      words.push(text.slice(start, at));
      start = -1;
    } else if (!isGap && start === -1) start = at;
  }
  return words.join(' ');
}

const reference = /&(?:#(\d+);?|#[xX]([0-9a-fA-F]+);?|([^\t\n\f <&#;]{1,32})(;?))/g;

/** Text with HTML's character references replaced, as Python's `html.unescape`. */
export function decodeEntities(meter: Meter, text: string): string {
  return text.replace(reference, (whole, ...groups) => {
    meter.step(8);
    const [decimal, hex, name, end] = groups as (string | undefined)[];
    if (name !== undefined) return decodeName(name, end === ';') ?? whole;
    return decodeNumber(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal));
  });
}

function decodeName(name: string, isEnded: boolean): string | undefined {
  const whole = isEnded ? findEntity(name) : undefined;
  if (whole !== undefined) return whole;
  const start = findBareName(name);
  if (start === undefined) return undefined;
  return `${findEntity(start)}${name.slice(start.length)}${isEnded ? ';' : ''}`;
}

function decodeNumber(code: number): string {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  if (code === 13) return '\r';
  if (code >= 0x80 && code <= 0x9f) return windowsCharacters[code - 0x80] ?? '';
  const isNothing =
    (code < 32 && !(code === 9 || code === 10 || code === 12)) ||
    code === 0x7f ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe;
  return isNothing ? '' : String.fromCodePoint(code);
}
