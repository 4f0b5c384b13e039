/**
 * Compares our renderer with real Jinja2 on grown templates: `node tests/fuzz/fuzz-jinja.ts [cases] [seed]`.
 * Needs `python3` with Jinja2 3.1.6. Prints each new difference, shrunk, and exits 1 if there is one.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createRenderer } from '../../engine/src/render/index.ts';
import { createDice, fuzzData, growTemplate } from './grow-template.ts';

interface Answer {
  text?: string;
  error?: string;
  skip?: boolean;
}

const cases = Number(process.argv[2] ?? 5000);
const firstSeed = Number(process.argv[3] ?? 1);
const oracle = spawn('python3', [new URL('./jinja-oracle.py', import.meta.url).pathname], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: oracle.stdout })[Symbol.asyncIterator]();
const renderer = createRenderer();

async function ask(templates: readonly string[]): Promise<Answer[]> {
  for (const template of templates)
    oracle.stdin.write(`${JSON.stringify({ template, data: fuzzData })}\n`);
  const result: Answer[] = [];
  for (const _ of templates) result.push(JSON.parse((await answers.next()).value as string));
  return result;
}

function answer(template: string): Answer {
  try {
    return { text: renderer.render(template, fuzzData) };
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === undefined) return { text: `BUG ${(error as Error).stack}` };
    return code === 'template-limit' ? { skip: true } : { error: (error as Error).message };
  }
}

/** True when one prints what the other does not; messages may be worded differently. */
function differs(ours: Answer, theirs: Answer): boolean {
  if (ours.skip || theirs.skip) return false;
  if (
    theirs.text !== undefined &&
    /object|function|built-in|g-e-n|b0b|[gG]enerator|GENERATOR/.test(theirs.text)
  )
    return false;
  return ours.text !== theirs.text;
}

async function shrink(template: string): Promise<string> {
  let best = template;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.length; at += size) {
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
    if (!differs(answer(template), theirs[index] as Answer)) continue;
    const small = await shrink(template);
    const key = small.replaceAll(/'[^']*'|\d+/g, '…');
    if (seen.has(key) || seen.size >= 40) continue;
    seen.add(key);
    const [expected] = await ask([small]);
    console.log(JSON.stringify({ template: small, jinja2: expected, ours: answer(small) }));
  }
}
console.log(`${cases} cases from seed ${firstSeed}: ${seen.size} differences`);
oracle.stdin.end();
process.exitCode = seen.size > 0 ? 1 : 0;
