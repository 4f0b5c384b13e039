import type { Side } from './alternate.ts';
import type { Peer } from './peer.ts';
import type { Workbench } from './workbench.ts';

interface PeerEvaluation {
  /** Holds `peer.yaml`. */
  readonly cwd: string;
  readonly cases: number;
  readonly concurrency?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The peer's side of an evaluation; it fails when a case fails. */
export function peerEvaluation(
  bench: Workbench,
  peer: Peer,
  { cwd, cases, concurrency = 4, environment }: PeerEvaluation,
): Side {
  const flags = ['--no-cache', '--no-table', '--no-progress-bar', '-j', `${concurrency}`];
  return {
    subject: peer.subject,
    async run() {
      const words = [peer.entry, 'eval', ...flags, '-c', 'peer.yaml', '-o', 'peer.jsonl'];
      const sample = await bench.node(words, {
        cwd,
        environment: { ...peer.environment, ...environment },
      });
      if (sample.exitCode === 0) return sample;
      throw new Error(
        `${peer.subject} did not pass ${cases} cases:\n${sample.stderr.slice(-2000)}`,
      );
    },
  };
}
