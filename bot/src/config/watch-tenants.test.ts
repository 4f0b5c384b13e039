import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Log, openLog } from '../telemetry/log.ts';
import { openTenantsFile } from './tenants-file.ts';
import { watchTenants } from './watch-tenants.ts';

const folder = mkdtempSync(join(tmpdir(), 'galley-tenants-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function recordingLog(): { readonly log: Log; readonly lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const log = openLog('debug', {
    now: () => 0,
    write: (line) => void lines.push(JSON.parse(line)),
    secrets: () => [],
  });
  return { log, lines };
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it('takes a changed file without a restart, and keeps what was in force while the new one is wrong', async () => {
  const path = join(folder, 'tenants.yaml');
  writeFileSync(path, 'defaults: {mode: observe}\n');
  const { tenants, faults } = openTenantsFile(path, (at) => ({ text: readFileSync(at, 'utf8') }));
  if (tenants === undefined) throw new Error(faults.join('\n'));
  const { log, lines } = recordingLog();
  const stop = watchTenants(tenants, { log, everyMs: 10 });
  const modeNow = () => tenants.policyOf('acme', 'prompts').mode;
  expect(modeNow()).toBe('observe');

  writeFileSync(path, 'defaults: {mode: obverse, tier: free}\n');
  await until(() => lines.length === 1);
  expect(lines[0]).toMatchObject({
    level: 'error',
    event: 'tenants-refused',
    faults: [expect.stringContaining('tenants.yaml:1:18 wrong-value')],
  });
  expect(modeNow()).toBe('observe');

  writeFileSync(path, 'enabled: false\ndefaults: {mode: enforce}\n');
  await until(() => lines.length === 2);
  expect(lines[1]).toMatchObject({ level: 'info', event: 'tenants-reloaded' });
  expect(tenants.policyOf('acme', 'prompts')).toMatchObject({ isEnabled: false, mode: 'enforce' });
  stop();
});
