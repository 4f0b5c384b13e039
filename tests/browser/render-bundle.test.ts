import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from '../support/source-files.ts';

const mostBytes = 80_000;
const folder = mkdtempSync(join(tmpdir(), 'galley-browser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { outputFiles, metafile } = await build({
  entryPoints: [join(repositoryRoot, 'engine/src/render/index.ts')],
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  platform: 'browser',
  format: 'esm',
  target: 'es2022',
});
const code = outputFiles[0]?.text ?? '';
const gzippedBytes = gzipSync(code, { level: 9 }).length;

describe('the render entry in a browser', () => {
  it(`is smaller than 80 kB gzipped: ${(gzippedBytes / 1000).toFixed(1)} kB`, () => {
    expect(gzippedBytes).toBeGreaterThan(10_000);
    expect(gzippedBytes).toBeLessThan(mostBytes);
  });

  it('imports nothing of Node, and nothing at all when bundled', () => {
    const [output] = Object.values(metafile.outputs);
    expect(output?.imports).toEqual([]);
    expect(code).not.toMatch(/["'](?:node:[a-z]+|fs|path|process|buffer)["']/);
  });

  it('holds no third-party package', () => {
    expect(Object.keys(metafile.inputs).filter((path) => path.includes('node_modules'))).toEqual(
      [],
    );
  });

  it('makes no code from text, so that a page may forbid unsafe-eval', () => {
    expect(code).not.toMatch(/\beval\s*\(|\bFunction\s*\(|\bimport\s*\(/);
  });

  it('renders when loaded on its own', async () => {
    const file = join(folder, 'render.mjs');
    writeFileSync(file, code);
    expect(readFileSync(file, 'utf8')).toHaveLength(code.length);
    const { renderTemplate } = await import(pathToFileURL(file).href);
    const template = '{% include "greeting" %}{% for item in items %} {{ item|upper }}{% endfor %}';
    const options = { templates: { greeting: 'For {{ name }}:' } };
    expect(renderTemplate(template, { name: 'Ann', items: ['a', 'b'] }, options)).toBe(
      'For Ann: A B',
    );
    expect(() => renderTemplate('{{ missing }}', {})).toThrow("'missing' is undefined");
  });
});
