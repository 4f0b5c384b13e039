import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hostileProofInChild, keylessChildProcess } from '@galley/engine/keyless-child';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keylessChildEntry } from '../../engine/src/keyless-child/child-entry.ts';
import { supportDeskChange } from './support/branch-change.ts';
import { deskProject } from './support/desk-project.ts';
import { doorOrder } from './support/door-order.ts';
import { testClock } from './support/test-clock.ts';

// The `yaml` package is CommonJS and asks for Node's modules by `require`.
const requireForCommonJs =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

const folder = mkdtempSync(join(tmpdir(), 'galley-bundle-'));

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, '../../engine/src/keyless-child/keyless-child.ts')],
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    // Native code that the child may not load anyway.
    external: ['@duckdb/node-api'],
    banner: { js: requireForCommonJs },
    outfile: join(folder, 'keyless-child.mjs'),
    logLevel: 'warning',
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

it('a bundled child stands beside the bundled door, may read itself alone, and works', async () => {
  const entry = keylessChildEntry(pathToFileURL(join(folder, 'action.mjs')).href);
  expect(entry).toEqual({
    file: join(folder, 'keyless-child.mjs'),
    readable: [join(folder, 'keyless-child.mjs')],
  });
  const child = keylessChildProcess({ clock: testClock(), entry });
  const { nodes, problems } = await child.openLibrary(deskProject());
  await child.dispose();
  expect(problems).toEqual([]);
  expect(nodes).toHaveLength(4);
});

it('a bundled child proves changes', async () => {
  const entry = keylessChildEntry(pathToFileURL(join(folder, 'action.mjs')).href);
  const { change } = await supportDeskChange();
  const hostile = hostileProofInChild({ clock: testClock(), entry });
  const { signal } = new AbortController();
  const { proof } = await hostile.prove(change, {
    decide: async () => doorOrder(),
    emit: () => {},
    signal,
  });
  expect(proof?.evaluation.suites.length).toBeGreaterThan(0);
  expect(proof?.evaluation.head.notExecuted).toBe(0);
});
