import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alternate, type Side } from '../alternate.ts';
import { evaluationProject, peerConfiguration } from '../data/evaluation.ts';
import { publishedNote, publishedPeer } from '../peer.ts';
import { peerEvaluation } from '../peer-evaluation.ts';
import { cpuBelow, peakBelow, type Row } from '../row.ts';
import { writeFiles } from '../workbench.ts';

const cases = 10_000;
const peerRuns = 2;

/** Row 5: what an evaluation costs besides the model. */
export const evalEchoRow: Row = {
  number: 5,
  async run(bench) {
    const cwd = bench.newFolder('echo');
    writeFiles(cwd, evaluationProject(cases, { kind: 'echo' }));
    const run = async () => {
      rmSync(join(cwd, '.galley'), { recursive: true, force: true });
      const sample = await bench.galley(['eval'], { cwd });
      const journaled = journaledRuns(join(cwd, '.galley', 'runs'));
      if (journaled >= cases) return sample;
      throw new Error(`the journal holds ${journaled} runs:\n${sample.stdout}`);
    };
    const sides: Side[] = [{ subject: 'galley', run }];
    if (bench.peer !== undefined) {
      writeFileSync(join(cwd, 'peer.yaml'), peerConfiguration(cases, { kind: 'echo' }));
      sides.push({
        ...peerEvaluation(bench, bench.peer, { cwd, cases }),
        runs: peerRuns,
        isWarmedUp: false,
      });
    }
    const figures = await alternate(sides, { runs: 5 });
    const targets = figures.slice(0, 1).flatMap((own) => [cpuBelow(3, own), peakBelow(200, own)]);
    const notes = bench.peer === undefined ? [publishedNote(publishedPeer.evalEcho)] : [];
    return [{ job: 'eval, echo, 10,000 cases × 3 checks', figures, targets, notes }];
  },
};

/** Lines of the only journal, its header and footer included. */
function journaledRuns(folder: string): number {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.reduce(
    (sum, name) => sum + readFileSync(join(folder, name), 'utf8').split('\n').length - 1,
    0,
  );
}
