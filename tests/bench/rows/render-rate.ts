import { fileURLToPath } from 'node:url';
import { alternate, median } from '../alternate.ts';
import type { Outcome, Row } from '../row.ts';
import type { Workbench } from '../workbench.ts';

const script = fileURLToPath(new URL('../render-rate.ts', import.meta.url));
const runs = 5;

/** Row 4: rendering in one process, beside nunjucks compiled on the same trusted templates. */
export const renderRateRow: Row = {
  number: 4,
  async run(bench) {
    const small = await compare(bench, 'small');
    const chat = await compare(bench, 'chat');
    const share = chat.perSecond.nunjucks / chat.perSecond.galley;
    return [
      outcome('render a small prompt', small, {
        promise: '≥ 50,000 a second',
        measured: `${thousands(small.perSecond.galley)} a second`,
        isMet: small.perSecond.galley >= 50_000,
      }),
      outcome('render a chat prompt: 3 messages, 2 includes, a loop of 10', chat, {
        promise: 'within 2 × of compiled nunjucks',
        measured: `${share.toFixed(2)} ×`,
        isMet: share <= 2,
      }),
    ];
  },
};

interface Comparison {
  figures: Outcome['figures'];
  perSecond: { galley: number; nunjucks: number };
}

async function compare(bench: Workbench, job: 'small' | 'chat'): Promise<Comparison> {
  const rates = { galley: [] as number[], nunjucks: [] as number[] };
  const texts = new Set<string>();
  const cwd = bench.newFolder('render-rate');
  const side = (subject: 'galley' | 'nunjucks') => ({
    subject,
    isWarmedUp: false,
    run: async () => {
      const sample = await bench.node([script, subject, job], { cwd });
      const { perSecond, text } = JSON.parse(sample.stdout) as { perSecond: number; text: string };
      rates[subject].push(perSecond);
      texts.add(text);
      return sample;
    },
  });
  const figures = await alternate([side('galley'), side('nunjucks')], { runs });
  if (texts.size !== 1) throw new Error(`the two print different text:\n${[...texts].join('\n')}`);
  return {
    figures,
    perSecond: { galley: median(rates.galley), nunjucks: median(rates.nunjucks) },
  };
}

function outcome(
  job: string,
  { figures, perSecond }: Comparison,
  target: Outcome['targets'][number],
): Outcome {
  const rates = `${thousands(perSecond.galley)} a second; nunjucks ${thousands(perSecond.nunjucks)}`;
  return {
    job,
    figures,
    targets: [target],
    notes: [`galley ${rates}; each measured for 2 s after 1 s of warming up`],
  };
}

function thousands(rate: number): string {
  return Math.round(rate).toLocaleString('en');
}
