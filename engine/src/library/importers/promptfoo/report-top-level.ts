import { nearestName } from '../../../matching/nearest.ts';
import { ownValue } from '../../../units/own-value.ts';
import type { Cursor } from '../cursor.ts';
import { type ImportContext, isMap } from './import-context.ts';

/** Keys at the top of a configuration that are read elsewhere. */
export const readKeys: ReadonlySet<string> = new Set([
  '$schema',
  'description',
  'prompts',
  'providers',
  'targets',
  'tests',
  'defaultTest',
  'scenarios',
  'assertionTemplates',
  'evaluateOptions',
]);

const refusedKeys: Readonly<Record<string, string>> = {
  env: 'it sets the environment, and an import reads and sets none',
  extensions: 'they run code around the tests',
  nunjucksFilters: 'they are code that templates call',
};

const knownKeys: Readonly<Record<string, readonly [reason: string, hint?: string]>> = {
  commandLineOptions: ['they are options of promptfoo', 'see galley eval --help'],
  outputPath: ['reports are asked for on the command line', 'galley eval --report'],
  sharing: ['nothing is shared with a service'],
  writeLatestResults: ['results are kept in the run records'],
  tags: ['a run has no tags'],
  metadata: ['a suite has no such key'],
  derivedMetrics: ['metrics are not computed from others'],
  tracing: ['traces are not collected'],
  redteam: ['red-teaming is not done'],
  mcp: ['there is no such server'],
};

const optionHints: Readonly<Record<string, string>> = {
  maxConcurrency: 'galley eval --concurrency',
  delay: 'write `limits: {requests_per_minute: …}` on the provider',
  timeoutMs: 'write `limits: {timeout_s: …}` on the provider',
  cache: 'answers are cached; `galley eval --mode live` asks again',
};

/** Reports what a configuration says at its top and nothing reads. */
export function reportTopLevel(config: Cursor, { losses }: ImportContext): void {
  for (const [key, item] of config.entries()) {
    if (readKeys.has(key) || key.startsWith('x-')) continue;
    const what = `\`${key}\``;
    const refused = ownValue(refusedKeys, key);
    const known = ownValue(knownKeys, key);
    if (refused !== undefined) losses.refuse(item, what, refused);
    else if (known !== undefined) losses.lose(item, what, ...known);
    else {
      const near = nearestName(key, [...readKeys, ...Object.keys(knownKeys)]);
      const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
      losses.lose(item, what, 'a configuration has no such key', hint);
    }
  }
  for (const name of ['evaluateOptions', 'assertionTemplates']) {
    const { value } = config.get(name);
    if (value === undefined || value === null || isMap(value)) continue;
    losses.lose(config.get(name), `\`${name}\``, 'it is no map');
  }
  for (const [key, item] of config.get('evaluateOptions').entries()) {
    if (key === 'repeat' || key === 'disableVarExpansion') continue;
    const hint = ownValue(optionHints, key);
    losses.lose(item, `\`evaluateOptions.${key}\``, 'a suite has no such setting', hint);
  }
}
