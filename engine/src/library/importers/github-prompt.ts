import { validators } from '@galley/schema';
import { isPlainObject } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import type { Imported, ImportedProject, Importer } from './contract.ts';
import { convertGithubPrompt, githubModelAlias } from './convert-github-prompt.ts';
import type { Cursor } from './cursor.ts';
import { documentIdOf } from './import-names.ts';
import { type LossReport, lossReport } from './loss-report.ts';

const knownKeys = new Set([
  ...['name', 'description', 'model', 'modelParameters', 'responseFormat', 'jsonSchema'],
  ...['messages', 'testData', 'evaluators'],
]);
const messageKeys = new Set(['role', 'content']);
const evaluatorKeys = new Set(['name', 'string', 'llm', 'uses']);
const judgeKeys = new Set(['modelId', 'prompt', 'systemPrompt', 'choices']);

/** A prompt of GitHub Models: `.prompt.yml`. */
export const githubPrompt: Importer = {
  name: 'github-prompt',
  summary: 'a prompt of GitHub Models (.prompt.yml)',
  recognizes: (path, value) =>
    /\.prompt\.ya?ml$/.test(path) && isPlainObject(value) && Array.isArray(value.messages),
  async convert(source): Promise<Imported> {
    const losses = lossReport();
    reportUnknownKeys(source, losses);
    const faults = validators.GithubPrompt(source.value);
    for (const { path, keyword } of faults) {
      const reason = `it does not fit the format (${keyword})`;
      losses.lose(placeOf(source, path), `\`${path.join('.') || 'the file'}\``, reason);
    }
    if (faults.length > 0) {
      return { documents: [], dataFiles: [], losses: losses.list, notes: [] };
    }
    const written = source.value as Readonly<Record<string, JsonValue>>;
    const { document, losses: found } = convertGithubPrompt(written);
    for (const { path, message } of found)
      losses.lose(placeOf(source, path), whatAt(path), message);
    const stem =
      source.file
        .split('/')
        .at(-1)
        ?.replace(/(?:\.prompt)?\.ya?ml$/, '') ?? '';
    const id = documentIdOf(stem) ?? 'prompt';
    const path = `prompts/${id}.yaml`;
    return {
      documents: [{ path, value: document }],
      dataFiles: [],
      ...projectOf(source.get('model').value, JSON.stringify(document).includes('"judge":')),
      losses: losses.list,
      notes: [],
    };
  },
};

/**
 * GitHub Models is no more: a model of OpenAI is asked there, and so is the judge; for others an
 * alias has to be declared.
 */
function projectOf(
  model: JsonValue | undefined,
  asksJudge: boolean,
): { project?: ImportedProject } {
  if (typeof model !== 'string' || !model.startsWith('openai/')) return {};
  const name = githubModelAlias(model);
  const provider = 'openai';
  const judge = { provider, name: name === 'gpt-4.1' ? 'gpt-5-mini' : 'gpt-4.1' };
  return {
    project: {
      providers: { openai: { type: 'openai', key: { secret: 'OPENAI_API_KEY' } } },
      models: { [name]: { provider, name }, ...(asksJudge && { judge }) },
    },
  };
}

function reportUnknownKeys(source: Cursor, losses: LossReport): void {
  const report = (map: Cursor, known: ReadonlySet<string>, owner: string) => {
    for (const [key, item] of map.entries()) {
      if (!known.has(key))
        losses.lose(item, `\`${key}\``, `${owner} of GitHub Models has no such key`);
    }
  };
  report(source, knownKeys, 'a prompt');
  for (const message of source.get('messages').items()) report(message, messageKeys, 'a message');
  for (const evaluator of source.get('evaluators').items()) {
    report(evaluator, evaluatorKeys, 'an evaluator');
    report(evaluator.get('llm'), judgeKeys, 'a judge');
  }
}

function placeOf(source: Cursor, path: readonly (string | number)[]): Cursor {
  let at = source;
  for (const key of path) {
    const next: Cursor | undefined = Array.isArray(at.value)
      ? at.items()[Number(key)]
      : at.get(String(key));
    if (next === undefined) return at;
    at = next;
  }
  return at;
}

function whatAt(path: readonly (string | number)[]): string {
  return `\`${path.join('.')}\``;
}
