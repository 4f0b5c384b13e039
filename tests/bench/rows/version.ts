import { alternate, type Side } from '../alternate.ts';
import { publishedNote, publishedPeer } from '../peer.ts';
import { formatMs, type Row } from '../row.ts';

const allowanceMs = 25;
const peerRuns = 5;

/** Row 1: how long the command line needs to start, against Node with nothing to do. */
export const versionRow: Row = {
  number: 1,
  async run(bench) {
    const options = { cwd: bench.newFolder('version') };
    const sides: Side[] = [
      { subject: 'galley', run: () => bench.galley(['--version'], options) },
      { subject: 'node -e 0', run: () => bench.node(['-e', '0'], options) },
    ];
    const { peer } = bench;
    if (peer !== undefined) {
      const run = () => bench.node([peer.entry, '--version'], { ...options, ...peer });
      sides.push({ subject: peer.subject, run, runs: peerRuns });
    }
    const figures = await alternate(sides, { runs: 15 });
    const [galley, bare] = figures;
    if (galley === undefined || bare === undefined) throw new Error('nothing was measured');
    const addedMs = galley.wallMs - bare.wallMs;
    return [
      {
        job: 'galley --version',
        figures,
        targets: [
          {
            promise: `wall ≤ node -e 0 + ${allowanceMs} ms`,
            measured: `+ ${formatMs(addedMs)}`,
            isMet: addedMs <= allowanceMs,
          },
        ],
        notes: peer === undefined ? [publishedNote(publishedPeer.version)] : [],
      },
    ];
  },
};
