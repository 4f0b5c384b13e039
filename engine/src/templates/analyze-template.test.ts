import { describe, expect, it } from 'vitest';
import { analyzeTemplate } from './analyze-template.ts';
import { parseTemplate } from './parse-template.ts';

const analyze = (source: string, dialect: 'jinja2' | 'dakora' = 'jinja2') =>
  analyzeTemplate(parseTemplate(source), { dialect });
const namesOf = (source: string) => analyze(source).names.map((use) => use.name);

describe('analyzeTemplate', () => {
  it('finds the names that the template does not bind itself', () => {
    const source =
      '{% set tone = style %}{% for item in items %}{{ item.name }}{{ loop.index }}{{ tone }}{% endfor %}' +
      '{% macro line(text) %}{{ text }}{{ footer }}{% endmacro %}{{ line(brand) }}{{ range(3) }}';
    expect(namesOf(source)).toEqual(['style', 'items', 'footer', 'brand']);
  });

  it('sees a name again after the block that bound it', () => {
    expect(namesOf('{% with order = 1 %}{{ order }}{% endwith %}{{ order }}')).toEqual(['order']);
  });

  it.each([
    ['{{ note }}', true],
    ['{{ "Note: " ~ note }}', true],
    ['{{ note|upper }}', true],
    ['{{ note|default("none") }}', true],
    ['{{ note|default("none", true) }}', false],
    ['{% if note %}{{ note }}{% endif %}', false],
    ['{{ note if note else "" }}', false],
    ['{{ note or "" }}', false],
    ['{{ note|length }}', false],
  ])('tells whether none would be printed by %s', (source, mayPrint) => {
    expect(analyze(source).names.some((use) => use.mayPrint)).toBe(mayPrint);
  });

  it('knows that default replaces none in dialect dakora', () => {
    expect(analyze('{{ note|default("-") }}', 'dakora').names[0]?.mayPrint).toBe(false);
  });

  it('tells a guarded use', () => {
    const uses = analyze('{{ note is defined }}{{ note|d("") }}{{ note }}').names;
    expect(uses.map((use) => use.isGuarded)).toEqual([true, true, false]);
  });

  it('lists includes with what they can see', () => {
    const [first, second, third] = analyze(
      '{% for item in items %}{% include "mail/line" %}{% endfor %}\n{% include ["a", "b"] ignore missing without context %}{% include part %}',
    ).includes;
    expect(first).toMatchObject({ name: 'mail/line', boundNames: ['item', 'loop'], line: 1 });
    expect(second).toMatchObject({ names: ['a', 'b'], isIgnoringMissing: true, hasContext: false });
    expect(third).toMatchObject({ name: undefined, names: [] });
  });

  it('reports unknown filters and tests with the nearest name', () => {
    const { filters, tests } = analyze(
      '{{ note|uper }}{{ note is defind }}{{ items|map("titel") }}',
    );
    expect(filters.filter((use) => !use.isKnown)).toMatchObject([
      { name: 'uper', nearest: 'upper', line: 1, column: 9 },
      { name: 'titel', nearest: 'title' },
    ]);
    expect(tests).toMatchObject([{ name: 'defind', isKnown: false, nearest: 'defined' }]);
  });
});
