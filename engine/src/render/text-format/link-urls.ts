import type { Meter } from '../budget.ts';
import { escapeText } from '../values/markup.ts';

export interface LinkOptions {
  /** Code points of a link's text before it is cut; `undefined` for no limit. */
  maxLength: number | undefined;
  /** Words of the `rel` attribute, in order. */
  rel: string;
  target: string | undefined;
  /** Additional schemes, each with its colon. */
  schemes: readonly string[];
}

const word = '[\\p{L}\\p{N}_]';
const address = new RegExp(
  [
    `^(?:(?:https?://|www\\.)(?:(?:[\\p{L}\\p{N}_%-]+\\.)+)?(?:[a-z]{2,63}|xn--[\\p{L}\\p{N}_%]{2,59})`,
    `(?:[\\p{L}\\p{N}_%-]{2,63}\\.)+(?:com|net|int|edu|gov|org|info|mil)`,
    `https?://(?:\\d{1,3}(?:\\.\\d{1,3}){3}|\\[(?:[\\da-f]{0,4}:){2}(?:[\\da-f]{0,4}:?){1,6}\\]))(?::\\d{1,5})?(?:[/?#]\\S*)?$`,
  ].join('|'),
  'iu',
);
const mail = new RegExp(`^\\S+@${word}[\\p{L}\\p{N}_.-]*\\.${word}+$`, 'u');
const heads = /^([(<]|&lt;)+/;
const tails = /([)>.,\n]|&gt;)+$/;
const maxWord = 2_000;

/** Escaped HTML with its addresses made links, as Jinja2's `urlize` makes them. */
export function linkUrls(meter: Meter, escaped: string, options: LinkOptions): string {
  meter.step(1 + Math.floor(escaped.length / 100));
  const rel = options.rel === '' ? '' : ` rel="${escapeText(options.rel, meter)}"`;
  const target =
    options.target === undefined ? '' : ` target="${escapeText(options.target, meter)}"`;
  return escaped
    .split(/(\s+)/)
    .map((word) => {
      if (word.length > 50) meter.step(Math.floor(Math.min(word.length, maxWord) ** 2 / 1_000));
      const linked = word.length > maxWord ? word : linkWord(word, options, rel, target);
      meter.allocate(linked.length);
      return linked;
    })
    .join('');
}

function linkWord(word: string, options: LinkOptions, rel: string, target: string): string {
  const head = heads.exec(word)?.[0] ?? '';
  let middle = word.slice(head.length);
  let tail = '';
  if (/(?:[)>.,\n]|&gt;)$/.test(middle)) {
    tail = tails.exec(middle)?.[0] ?? '';
    middle = middle.slice(0, middle.length - tail.length);
  }
  for (const [start, end] of [
    ['(', ')'],
    ['<', '>'],
    ['&lt;', '&gt;'],
  ] as const) {
    const opened = middle.split(start).length - 1;
    if (opened <= middle.split(end).length - 1) continue;
    for (let turn = Math.min(opened, tail.split(end).length - 1); turn > 0; turn -= 1) {
      const cut = tail.indexOf(end) + end.length;
      middle += tail.slice(0, cut);
      tail = tail.slice(cut);
    }
  }
  return head + linkAddress(middle, options, rel, target) + tail;
}

function linkAddress(word: string, options: LinkOptions, rel: string, target: string): string {
  const shown = (text: string): string => {
    const { maxLength } = options;
    return maxLength !== undefined && text.length > maxLength
      ? `${text.slice(0, maxLength)}...`
      : text;
  };
  if (address.test(word)) {
    const url = /^https?:\/\//.test(word) ? word : `https://${word}`;
    return `<a href="${url}"${rel}${target}>${shown(word)}</a>`;
  }
  if (word.startsWith('mailto:') && mail.test(word.slice(7)))
    return `<a href="${word}">${word.slice(7)}</a>`;
  if (
    word.includes('@') &&
    !word.startsWith('www.') &&
    !word.includes(':') &&
    !word.startsWith('@') &&
    mail.test(word)
  )
    return `<a href="mailto:${word}">${word}</a>`;
  for (const scheme of options.schemes)
    if (word !== scheme && word.startsWith(scheme))
      return `<a href="${word}"${rel}${target}>${word}</a>`;
  return word;
}
