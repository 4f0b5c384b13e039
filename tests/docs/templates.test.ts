import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultRenderBudgets, renderTemplate } from '@galley/engine/render';
import { describe, expect, it } from 'vitest';
import { filterNames, globalNames, testNames } from '../../engine/src/templates/built-in-names.ts';
import { repositoryRoot } from '../support/source-files.ts';

const page = readFileSync(join(repositoryRoot, 'site/docs/templates.md'), 'utf8');

function section(heading: string): string {
  const [, text = ''] = page.split(`\n${heading}\n`);
  return text.split(/\n##+ /)[0] ?? '';
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/`([^`\s]+)`/g)].map(([, name]) => name ?? '');
}

describe('the page about templates', () => {
  it('lists every filter, and no other', () => {
    expect(namesIn(section('## Filters')).sort()).toEqual([...filterNames].sort());
  });

  it('lists every test, and no other', () => {
    expect(namesIn(section('## Tests')).sort()).toEqual([...testNames].sort());
  });

  it('lists every budget with its default', () => {
    const rows = [...section('## Budgets').matchAll(/^\| `(\w+)` \| (\d+) \|/gm)];
    const listed = Object.fromEntries(rows.map(([, name, limit]) => [name, Number(limit)]));
    expect(listed).toEqual(defaultRenderBudgets);
  });

  it('names the globals', () => {
    expect(namesIn(section('## Grammar'))).toEqual(expect.arrayContaining([...globalNames]));
  });

  it('gives a reason for each filter that is left out', () => {
    const [random] = namesIn(section('### Filters left out'));
    expect(random).toBe('random');
    expect(() => renderTemplate(`{{ [1]|${random} }}`, {})).toThrow("No filter named 'random'");
  });

  it('shows a template that renders', () => {
    const [, template = ''] = /```jinja\n([\s\S]*?)```/.exec(page) ?? [];
    const data = { brand: 'Acme', items: [{ name: 'Lamp', price: 9.5 }] };
    const text = renderTemplate(template, data, { templates: { 'tone/formal': 'Be formal.' } });
    expect(text).toBe('Be formal.\nYou answer customers of Acme.\n- Lamp: 9.50\n');
  });

  it.each([
    ['{{ true }}', 'True'],
    ['{{ ["a"] }}', "['a']"],
    ['{{ 4 / 2 }}', '2.0'],
    ['{{ -7 // 2 }}', '-4'],
  ])('prints %s as it says', (template, text) => {
    expect(page.replaceAll('\n', ' ')).toContain(`\`${template}\` prints \`${text}\``);
    expect(renderTemplate(template, {})).toBe(text);
  });
});
