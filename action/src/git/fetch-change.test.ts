import { rmSync } from 'node:fs';
import { findMergeBase } from '@galley/engine/proof';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from '../../../tests/support/temporary-repository.ts';
import { fetchChange } from './fetch-change.ts';

let server: TemporaryRepository;
let checkout: TemporaryRepository;
let root = '';

beforeEach(() => {
  server = createTemporaryRepository();
  server.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  root = commits(3, 'main');
  server.branch('work');
  commits(3, 'work');
  server.git('checkout', '-q', '--orphan', 'foreign');
  commits(2, 'foreign');
  checkout = createTemporaryRepository();
});
afterEach(() => {
  for (const { folder } of [server, checkout]) rmSync(folder, { recursive: true });
});

/** The first of so many commits on the branch that is checked out. */
function commits(count: number, name: string): string {
  const ids = Array.from({ length: count }, (_, index) => {
    server.write(`${name}.txt`, String(index));
    return server.commit(`${name} ${index}`);
  });
  return ids[0] ?? '';
}

/** A change as a job meets it whose checkout is one commit deep and whose GitHub does not say more. */
async function meet(branch: string) {
  const url = `file://${server.folder}`;
  checkout.git('fetch', '-q', '--depth=1', url, 'main');
  const head = server.git('rev-parse', branch);
  const { folder, environment } = checkout;
  const place = { folder, environment, url, token: undefined };
  const change = await fetchChange(place, { base: 'main', head }, async () => undefined);
  return findMergeBase({ git: change.git, base: change.base, headCommit: head });
}

it('fetches history until both sides meet', async () => {
  const main = server.git('rev-parse', 'main');
  expect(await meet('work')).toEqual({ tip: main, mergeBase: main });
  expect(checkout.git('cat-file', '-t', root)).toBe('commit');
});

it('says of two histories without a common commit that they share none', async () => {
  // What another step left cut off, and is no part of the change.
  server.git('checkout', '-q', 'work');
  checkout.git('fetch', '-q', '--depth=1', `file://${server.folder}`, 'work');
  await expect(meet('foreign')).rejects.toThrow('`main` and head share no history');
});
