import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { repositoryRoot } from '../support/source-files.ts';

/** Where the figures come from. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  /** Processes that waited for a core in the last minute, before the first row. */
  readonly load: number;
  readonly node: string;
  /** Version and commit, with `+` when the checkout has changes. */
  readonly galley: string;
  readonly peer: string;
}

/** Describes the machine and the versions that are measured. */
export function describeMachine(peer: string): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e9),
    system: systemName(),
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
    node: process.version,
    galley: galleyVersion(),
    peer,
  };
}

function systemName(): string {
  if (platform() !== 'linux') return `${platform()} ${release()}`;
  const file = readFileSync('/etc/os-release', 'utf8');
  const name = /^PRETTY_NAME="?([^"\n]*)/m.exec(file)?.[1] ?? 'Linux';
  return `${name}, Linux ${release()}`;
}

function galleyVersion(): string {
  const manifest = readFileSync(`${repositoryRoot}/cli/package.json`, 'utf8');
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: repositoryRoot, encoding: 'utf8' }).trim();
  const changes = git('status', '--porcelain');
  const commit = git('rev-parse', '--short', 'HEAD');
  return `${JSON.parse(manifest).version} (${commit}${changes === '' ? '' : '+'})`;
}
