import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  openTemporaryRepository,
  type TemporaryRepository,
} from '../../support/temporary-repository.ts';
import { alternate } from '../alternate.ts';
import { promptId, promptLibrary } from '../data/library.ts';
import { peakBelow, type Row, wallBelow } from '../row.ts';
import { type ChatMessage, startVendorServer, type VendorServer } from '../vendor-server.ts';
import { type Files, type Workbench, writeFiles } from '../workbench.ts';

/** A thousand prompts, 52 parts and the project. */
const documents = 1_053;
const casesPerSuite = 60;
const repeats = 3;
const suites = ['orders', 'returns'] as const;
/** On both sides; the edited prompt's own two cases come on top. */
const suiteAnswers = 2 * suites.length * casesPerSuite * repeats;
const edited = promptId(500);

/** Row 7: the main job, on recorded answers. */
export const proofRow: Row = {
  number: 7,
  async run(bench) {
    const vendor = await startVendorServer({ delayMs: 0, answer: answerTo });
    try {
      const cwd = bench.newFolder('proof');
      const repository = openTemporaryRepository(cwd);
      writeChange(repository, vendor);
      await record(bench, vendor, cwd);
      rmSync(join(cwd, '.galley'), { recursive: true, force: true });
      const run = async () => {
        const sample = await bench.galley(['proof', '--base', 'main'], { cwd });
        const { requests } = vendor.takeTraffic();
        if (requests > 0) throw new Error(`a replayed proof sent ${requests} requests`);
        return sample;
      };
      await verifyReplay(bench, cwd);
      const figures = await alternate([{ subject: 'galley', run }], { runs: 5 });
      const targets = figures.flatMap((own) => [wallBelow(2_500, own), peakBelow(300, own)]);
      const job = `proof, 1,000 prompts, 1 edited, ${suites.length} suites × ${casesPerSuite} cases × ${repeats}, replayed`;
      return [{ job, figures, targets, notes: [] }];
    } finally {
      vendor.close();
    }
  },
};

/** Answers that pass every check, as the vendor of this row gives them. */
function answerTo(messages: readonly ChatMessage[]): string {
  const text = messages.map(({ content }) => content).join('\n');
  if (text.includes('"score"')) return '{"reason": "It thanks and explains.", "score": 1}';
  const decision = text.includes('years ago') ? 'decline' : 'refund';
  return JSON.stringify({ decision, reply: 'Thank you for writing. Acme has looked into it.' });
}

/** Asks the loopback server once for every answer and keeps them in the cassettes. */
async function record(bench: Workbench, vendor: VendorServer, cwd: string): Promise<void> {
  const words = ['proof', '--base', 'main', '--mode', 'record', '--concurrency', '20'];
  await bench.galley(words, { cwd, ...vendor });
  const { requests } = vendor.takeTraffic();
  if (requests < suiteAnswers) {
    throw new Error(`${requests} requests were recorded instead of at least ${suiteAnswers}`);
  }
}

/** Shows once that the measured command judges every recorded answer on both sides. */
async function verifyReplay(bench: Workbench, cwd: string): Promise<void> {
  const { stdout } = await bench.galley(['proof', '--base', 'main', '--format', 'json'], { cwd });
  const { base, head } = JSON.parse(stdout).evaluation;
  const isComplete = base.notExecuted === 0 && head.notExecuted === 0;
  if (isComplete && base.runs + head.runs >= suiteAnswers) return;
  throw new Error(`not every answer was replayed: ${JSON.stringify({ base, head })}`);
}

/** `main` with the whole library, and a branch that edits one prompt. */
function writeChange(repository: TemporaryRepository, vendor: VendorServer): void {
  const provider = `  vendor:
    type: openai-compatible
    base_url: ${vendor.url}
    key:
      secret: BENCH_API_KEY
    allow_private: true
`;
  const files = new Map([...promptLibrary({ documents, provider }), ...suiteFiles()]);
  const path = `prompts/${edited}.yaml`;
  const text = files.get(path) ?? '';
  repository.git('init', '-q', '-b', 'main');
  writeFiles(repository.folder, files);
  repository.commit('A thousand prompts');
  repository.branch('edit-prompt');
  repository.write(path, text.replace('You decide on refunds', 'You alone decide on refunds'));
  repository.commit('Edit one prompt');
}

function suiteFiles(): Files {
  const files = new Map<string, string>();
  for (const suite of suites) {
    const rows = Array.from({ length: casesPerSuite }, (_, index) => ({
      id: `${suite}-${index}`,
      inputs: { message: `Refund please, number ${index} of my ${suite} was late.` },
      expected: { decision: 'refund' },
    }));
    files.set(`datasets/${suite}.jsonl`, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
    files.set(
      `datasets/${suite}.yaml`,
      `apiVersion: galley/v1\nkind: Dataset\nsource:\n  file: ${suite}.jsonl\n`,
    );
    files.set(
      `suites/${suite}.yaml`,
      `apiVersion: galley/v1
kind: Suite
targets:
  - ${edited}
dataset: ${suite}
repeats: ${repeats}
checks:
  - expected: [decision]
  - name: no promises
    regex: '\\b(tomorrow|by Monday)\\b'
    of: output.reply
    not: true
  - name: names the brand
    contains: Acme
    of: output.reply
gate:
  pass_rate:
    min: 0.9
    max_drop: 0.05
`,
    );
  }
  return files;
}
