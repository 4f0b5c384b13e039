import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One finished process and what it used. */
export interface Sample {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From before the process is started until it has ended. */
  readonly wallMs: number;
  /** User and system time, with that of the processes it started. */
  readonly cpuS: number;
  /** Largest resident memory of the process itself; 1 MB is 10⁶ bytes everywhere here. */
  readonly peakBytes: number;
}

export interface MeasureOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where the process reports its usage; deleted afterwards. */
  readonly usageFile: string;
}

const hook = fileURLToPath(new URL('report-usage.cjs', import.meta.url));

/** Runs one Node process and measures it; the same hook, about 1 ms, lies in every measured process. */
export async function measureNode(
  words: readonly string[],
  { cwd, environment, usageFile }: MeasureOptions,
): Promise<Sample> {
  const startMs = performance.now();
  const child = spawn(process.execPath, ['--require', hook, ...words], {
    cwd,
    env: { ...environment, BENCH_USAGE_FILE: usageFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  let endMs = startMs;
  child.once('exit', () => {
    endMs = performance.now();
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const usage = JSON.parse(readFileSync(usageFile, 'utf8')) as { cpuS: number; peakBytes: number };
  rmSync(usageFile);
  return { exitCode, stdout, stderr, wallMs: endMs - startMs, ...usage };
}
