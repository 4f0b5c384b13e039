import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateAll, generatedFolder } from './generate-all.ts';

const files = await generateAll();

it.each([...files])('%s is fresh', (name, text) => {
  const current = readFileSync(new URL(name, generatedFolder), 'utf8').replaceAll('\r\n', '\n');
  expect(current === text, 'run `npm run generate`').toBe(true);
});

it('nothing stands beside the generated files', () => {
  expect(readdirSync(generatedFolder).sort()).toEqual([...files.keys()].sort());
});

it('the validators generate no code and import nothing', () => {
  expect(files.get('validators.js')).not.toMatch(/new Function|\beval\(|\bimport\b/);
});
