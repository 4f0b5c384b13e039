import { closeSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
import type { Runner } from '../runner/runner.ts';

/** The folder that a job uploads as its artifact. */
export interface ReportFolder {
  /** Absolute. */
  readonly path: string;
  write(name: string, text: string): void;
  /** Opens a file that grows piece by piece. */
  open(name: string): { write(text: string): void; close(): void };
}

/**
 * An empty folder of this step, outside the work tree.
 * @throws GalleyError `file-unwritable`
 */
export function openReportFolder({ environment }: Pick<Runner, 'environment'>): ReportFolder {
  const step = (environment.GITHUB_ACTION ?? '').replace(/[^\w-]/g, '_') || 'step';
  const path = join(temporaryFolder(environment), 'galley-report', step);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return {
    path,
    write: (name, text) => writeFileSync(join(path, name), text, { flag: 'wx' }),
    open(name) {
      const file = openSync(join(path, name), 'wx');
      return { write: (text) => void writeSync(file, text), close: () => closeSync(file) };
    },
  };
}

/** The runner's own folder for what lives as long as the job. @throws GalleyError `file-unwritable` */
export function temporaryFolder(environment: Runner['environment']): string {
  const { RUNNER_TEMP } = environment;
  if (RUNNER_TEMP) return RUNNER_TEMP;
  throw new GalleyError('file-unwritable', 'RUNNER_TEMP is not set', {
    hint: 'GitHub sets it in every job.',
  });
}
