/**
 * Compares our renderer with real Jinja2 on grown templates: `node tests/fuzz/fuzz-jinja.ts [cases] [seed]`.
 * Needs `python3` with Jinja2 3.1.6. Prints each new difference, shrunk, and exits 1 if there is one.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createRenderer } from '../../engine/src/render/index.ts';
import { createDice } from './dice.ts';
import { fuzzData, fuzzTemplates } from './fuzz-data.ts';
import { growTemplate } from './grow-template.ts';

interface Answer {
  text?: string;
  error?: string;
  /** Python's class of the error. */
  type?: string;
  skip?: boolean;
}

const cases = Number(process.argv[2] ?? 5000);
const firstSeed = Number(process.argv[3] ?? 1);
const oracle = spawn('python3', [new URL('./jinja-oracle.py', import.meta.url).pathname], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: oracle.stdout })[Symbol.asyncIterator]();
oracle.stdin.write(`${JSON.stringify({ templates: fuzzTemplates })}\n`);
const renderer = createRenderer();
let skipped = 0;

async function ask(templates: readonly string[]): Promise<Answer[]> {
  for (const template of templates)
    oracle.stdin.write(`${JSON.stringify({ template, data: fuzzData })}\n`);
  const result: Answer[] = [];
  for (const _ of templates) result.push(JSON.parse((await answers.next()).value as string));
  return result;
}

function answer(template: string): Answer {
  try {
    return { text: renderer.render(template, fuzzData, { templates: fuzzTemplates }) };
  } catch (error) {
    const { code, data } = error as { code?: string; data?: { message?: string } };
    if (code === undefined) return { text: `BUG ${(error as Error).stack}` };
    return code === 'template-limit' ? { skip: true } : { error: data?.message ?? '' };
  }
}

/** What Python prints with an address, or in an order that changes from run to run. */
const opaque =
  /object|function|built-in|bound method|g-e-n|b0b|[gG]enerator|GENERATOR|set\(\)|[dD]ict_|<class|<Macro|j\)/;

function isOpaque({ text, error }: Answer): boolean {
  return opaque.test(text ?? '') || error?.includes('complex') === true;
}

/** True when one prints what the other does not, or another name is undefined. */
function differs(ours: Answer, theirs: Answer): boolean {
  if (ours.skip || theirs.skip) return false;
  if (isOpaque(theirs)) return false;
  if (ours.text !== theirs.text) return true;
  return theirs.type === 'UndefinedError' && ours.error !== theirs.error;
}

async function shrink(template: string): Promise<string> {
  let best = template;
  let tries = 400;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.length; at += size) {
      if (tries-- === 0) return best;
      const shorter = best.slice(0, at) + best.slice(at + size);
      const [theirs] = await ask([shorter]);
      if (theirs && differs(answer(shorter), theirs)) {
        best = shorter;
        at -= size;
      }
    }
  }
  return best;
}

const seen = new Set<string>();
for (let done = 0; done < cases; done += 500) {
  const templates = Array.from({ length: Math.min(500, cases - done) }, (_, index) =>
    growTemplate(createDice(firstSeed + done + index)),
  );
  const theirs = await ask(templates);
  for (const [index, template] of templates.entries()) {
    const [ours, wanted] = [answer(template), theirs[index] as Answer];
    if (ours.skip || wanted.skip || isOpaque(wanted)) skipped += 1;
    if (!differs(ours, wanted)) continue;
    const small = await shrink(template);
    const key = small.replaceAll(/'[^']*'|\d+/g, '…');
    if (seen.has(key) || seen.size >= 40) continue;
    seen.add(key);
    const [expected] = await ask([small]);
    console.log(JSON.stringify({ template: small, jinja2: expected, ours: answer(small) }));
  }
}
console.log(
  `${cases} cases from seed ${firstSeed}: ${seen.size} differences, ${skipped} not compared`,
);
oracle.stdin.end();
process.exitCode = seen.size > 0 ? 1 : 0;
