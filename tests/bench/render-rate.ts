/**
 * Renders one prompt again and again in this process and prints a JSON line `{perSecond, text}`:
 * `node render-rate.ts galley|nunjucks small|chat`. Both have parsed every template before.
 */
import { createRequire } from 'node:module';
import { createRenderer } from '../../engine/src/render/index.ts';
import { type TemplateJob, templateJobs } from './data/templates.ts';

/** What is used of nunjucks, on templates written here. */
interface Nunjucks {
  Environment: new (
    loader: { getSource(name: string): { src: string; path: string; noCache: boolean } },
    options: { autoescape: boolean },
  ) => { getTemplate(name: string, eager: boolean): { render(data: object): string } };
}

const warmUpMs = 1_000;
const measuredMs = 2_000;
const [subject, name] = process.argv.slice(2);
const job = templateJobs[name === 'small' ? 'small' : 'chat'];
const render = subject === 'nunjucks' ? withNunjucks(job) : withGalley(job);
const text = render();
repeat(warmUpMs);
console.log(JSON.stringify({ perSecond: repeat(measuredMs), text }));

function withGalley({ messages, includes, data }: TemplateJob): () => string {
  const renderer = createRenderer();
  const options = { templates: includes };
  return () => messages.map((message) => renderer.render(message, data, options)).join('\n');
}

function withNunjucks({ messages, includes, data }: TemplateJob): () => string {
  const { Environment } = createRequire(import.meta.url)('nunjucks') as Nunjucks;
  // Jinja2 drops a line break at the end of a template; nunjucks would keep it.
  const sources = new Map([
    ...Object.entries(includes),
    ...messages.map((text, index) => [String(index), text.replace(/\n$/, '')] as const),
  ]);
  const getSource = (path: string) => ({ src: sources.get(path) ?? '', path, noCache: false });
  const environment = new Environment({ getSource }, { autoescape: false });
  const compiled = messages.map((_, index) => environment.getTemplate(String(index), true));
  return () => compiled.map((template) => template.render(data)).join('\n');
}

/** How often a second it renders, measured for so long. */
function repeat(forMs: number): number {
  const startMs = performance.now();
  let count = 0;
  let elapsedMs = 0;
  while (elapsedMs < forMs) {
    for (let turn = 0; turn < 100; turn += 1) render();
    count += 100;
    elapsedMs = performance.now() - startMs;
  }
  return (count / elapsedMs) * 1_000;
}
