import { isWhitespace } from '../../templates/whitespace.ts';
import type { Meter } from '../budget.ts';

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\xa0'],
  ['copy', '©'],
  ['reg', '®'],
  ['trade', '™'],
  ['hellip', '…'],
  ['mdash', '—'],
  ['ndash', '–'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['laquo', '«'],
  ['raquo', '»'],
  ['euro', '€'],
  ['pound', '£'],
  ['deg', '°'],
  ['times', '×'],
  ['middot', '·'],
  ['bull', '•'],
  ['auml', 'ä'],
  ['ouml', 'ö'],
  ['uuml', 'ü'],
  ['Auml', 'Ä'],
  ['Ouml', 'Ö'],
  ['Uuml', 'Ü'],
  ['szlig', 'ß'],
  ['eacute', 'é'],
]);

/** Text without comments and tags, white space collapsed, common entities decoded. */
export function stripTags(meter: Meter, text: string): string {
  meter.step(1 + Math.floor(text.length / 100));
  meter.allocate(text.length * 2);
  const bare = dropBetween(dropBetween(text, '<!--', '-->'), '<', '>');
  return unescape(collapse(bare));
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

function unescape(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (whole, ...groups) => {
      const [decimal, hex, name] = groups as (string | undefined)[];
      if (name !== undefined) return entities.get(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
      const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : '\ufffd';
    },
  );
}
