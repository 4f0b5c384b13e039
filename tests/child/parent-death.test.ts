import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

// A killed parent cannot remove the folders that its child stood in.
const folder = mkdtempSync(join(tmpdir(), 'galley-parent-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = join(import.meta.dirname, 'programs', 'parent.ts');

async function childOfKilledParent(state: 'idle' | 'busy') {
  const parent = spawn(process.execPath, [program, state], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  const [line] = await once(parent.stdout, 'data');
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  return JSON.parse(String(line)) as { pid: number; diesWithParent: boolean };
}

/** False also for a process that is dead and that nobody has asked about yet. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

it('an idle child ends when its parent dies', async () => {
  const { pid } = await childOfKilledParent('idle');
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});

it('a child in the middle of endless work ends too, where the kernel can see to it', async () => {
  const { pid, diesWithParent } = await childOfKilledParent('busy');
  if (diesWithParent) {
    await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
  } else process.kill(pid, 'SIGKILL');
});
