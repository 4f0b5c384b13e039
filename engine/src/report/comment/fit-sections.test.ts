import { describe, expect, it } from 'vitest';
import { fitSections, type Section } from './fit-sections.ts';

const section = (name: string, count: number): Section => ({
  summary: name,
  intro: '',
  items: Array.from({ length: count }, (_, index) => `${name} ${index} ${'x'.repeat(20)}`),
  separator: '\n',
  noun: 'rows',
});
const limits = (characters: number, bytes = characters * 4) => ({ characters, bytes });

describe('fitSections', () => {
  it('leaves everything as it is when it fits', () => {
    expect(fitSections('head', [section('cases', 2)], limits(500))).toBe(
      `head\n\n<details><summary>cases</summary>\n\ncases 0 ${'x'.repeat(20)}\ncases 1 ${'x'.repeat(20)}\n\n</details>`,
    );
  });

  it('takes from the end of the last section first and says how much', () => {
    const text = fitSections('head', [section('first', 5), section('last', 9)], limits(400));
    expect(text.length).toBeLessThanOrEqual(400);
    expect(text).toContain('first 4');
    expect(text).toMatch(/_\d more rows left out for length\._/);
    expect(text).not.toContain('last 8');
  });

  it('empties the last section before it touches the one before', () => {
    const text = fitSections('head', [section('first', 5), section('last', 9)], limits(260));
    expect(text).not.toContain('last 0');
    expect(text).toContain('first 0');
    expect(text.length).toBeLessThanOrEqual(260);
  });

  it('counts bytes as well as characters', () => {
    const wide = {
      ...section('wide', 0),
      items: Array.from({ length: 20 }, () => '界'.repeat(10)),
    };
    const text = fitSections('head', [wide], limits(10_000, 400));
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(400);
  });

  it('cuts a head that is too long by whole lines, and closes an open fence', () => {
    const head = ['### title', '| table |', '```diff', ...Array.from({ length: 99 }, () => '-old')];
    const text = fitSections(head.join('\n'), [section('cases', 3)], limits(300));
    expect(text.length).toBeLessThanOrEqual(300);
    expect(text).toContain('| table |');
    expect(text.match(/^```/gm)).toHaveLength(2);
    expect(text).toContain('More was found than fits');
  });

  it('cuts a fence longer than three marks with a fence as long', () => {
    const head = ['### title', '`````diff', ...Array.from({ length: 99 }, () => '-````')];
    expect(fitSections(head.join('\n'), [], limits(300))).toMatch(/\n`````\n/);
  });

  it('leaves out one line that alone is too long', () => {
    const text = fitSections(`### title\n${'x'.repeat(900)}`, [], limits(300));
    expect(text.startsWith('### title')).toBe(true);
    expect(text.length).toBeLessThanOrEqual(300);
  });
});
