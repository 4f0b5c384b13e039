import { readdirSync, readFileSync } from 'node:fs';
import { createRenderer, type Dialect } from '@galley/engine/render';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Case {
  name: string;
  template: string;
  data?: Record<string, unknown>;
  templates?: Record<string, string>;
  dialect?: Dialect;
  expected?: string;
  error?: string;
}

const folder = new URL('./jinja/', import.meta.url);
const tables = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const renderer = createRenderer();

describe.each(tables)('%s', (table) => {
  const cases = parse(readFileSync(new URL(table, folder), 'utf8'), {
    intAsBigInt: true,
  }) as Case[];
  it.each(cases)('$name', ({ template, data, templates, dialect, expected, error }) => {
    const options = { ...(templates && { templates }), ...(dialect && { dialect }) };
    const render = (): string => renderer.render(template, data ?? {}, options);
    if (expected === undefined) expect(render).toThrow(error);
    else expect(render()).toBe(expected);
  });
});
