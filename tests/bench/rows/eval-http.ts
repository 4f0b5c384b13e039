import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alternate, median, type Side } from '../alternate.ts';
import { evaluationProject, peerConfiguration } from '../data/evaluation.ts';
import { publishedNote, publishedPeer } from '../peer.ts';
import { peerEvaluation } from '../peer-evaluation.ts';
import { formatMs, type Row } from '../row.ts';
import { startVendorServer, type VendorServer } from '../vendor-server.ts';
import { type Workbench, writeFiles } from '../workbench.ts';

const cases = 200;
const concurrency = 20;
const delayMs = 50;
const wallLimitMs = 1_000;
const spanLimitMs = 700;
const peerRuns = 3;

/** Row 6: how well the requests of an evaluation overlap. */
export const evalHttpRow: Row = {
  number: 6,
  async run(bench) {
    const vendor = await startVendorServer({
      delayMs,
      answer: (messages) => messages.at(-1)?.content.replace(/^[^{]*/, '') ?? '',
    });
    try {
      return [await measureBurst(bench, vendor)];
    } finally {
      vendor.close();
    }
  },
};

async function measureBurst(bench: Workbench, vendor: VendorServer) {
  const cwd = bench.newFolder('http');
  const target = { kind: 'http', url: vendor.url } as const;
  writeFiles(cwd, evaluationProject(cases, target));
  const spans: number[] = [];
  const galley: Side = {
    subject: 'galley',
    async run() {
      rmSync(join(cwd, '.galley'), { recursive: true, force: true });
      vendor.takeTraffic();
      const words = ['eval', '--mode', 'live', '--concurrency', `${concurrency}`];
      const sample = await bench.galley(words, { cwd, ...vendor });
      const { requests, mostInFlight, spanMs } = vendor.takeTraffic();
      spans.push(spanMs);
      if (requests === cases && mostInFlight === concurrency) return sample;
      throw new Error(`${requests} requests arrived, at most ${mostInFlight} at once`);
    },
  };
  const sides = [galley];
  const peerSpans: number[] = [];
  if (bench.peer !== undefined) {
    writeFileSync(join(cwd, 'peer.yaml'), peerConfiguration(cases, target));
    const environment = { OPENAI_API_KEY: 'sk-bench-0123456789abcdef' };
    const peer = peerEvaluation(bench, bench.peer, { cwd, cases, concurrency, environment });
    const run = async () => {
      vendor.takeTraffic();
      const sample = await peer.run();
      peerSpans.push(vendor.takeTraffic().spanMs);
      return sample;
    };
    sides.push({ ...peer, run, runs: peerRuns });
  }
  const figures = await alternate(sides, { runs: 7 });
  const wallMs = figures[0]?.wallMs ?? Number.NaN;
  // the first run only warms up
  const spanMs = median(spans.slice(1));
  const peerNote =
    bench.peer === undefined
      ? publishedNote(publishedPeer.evalHttp)
      : `${bench.peer.subject}: span ${formatMs(median(peerSpans.slice(1)))}`;
  return {
    job: `eval, ${cases} calls, ${concurrency} at once, ${delayMs} ms server`,
    figures,
    targets: [
      {
        promise: `wall ≤ ${formatMs(wallLimitMs)}`,
        measured: formatMs(wallMs),
        isMet: wallMs <= wallLimitMs,
      },
      {
        promise: `span ≤ ${formatMs(spanLimitMs)}`,
        measured: formatMs(spanMs),
        isMet: spanMs <= spanLimitMs,
      },
    ],
    notes: [`ideal span ${formatMs((cases / concurrency) * delayMs)}`, peerNote],
  };
}
