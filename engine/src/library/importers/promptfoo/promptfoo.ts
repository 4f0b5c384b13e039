import type { JsonValue } from '../../nodes.ts';
import type { Imported, ImportedDocument, ImportedProject, Importer } from '../contract.ts';
import type { Cursor } from '../cursor.ts';
import type { ImportFiles } from '../import-files.ts';
import { documentIdOf, idNames } from '../import-names.ts';
import { lossReport } from '../loss-report.ts';
import { graderOf } from './convert-assertion.ts';
import { convertCases, type SourceCase } from './convert-cases.ts';
import { inputTypes, promptInputs } from './convert-inputs.ts';
import { expandVariables } from './expand-variables.ts';
import { type ImportContext, isMap } from './import-context.ts';
import { mergeTests, readDefault, type SourceTest } from './merge-tests.ts';
import { type ProviderDesk, providerDesk } from './provider-desk.ts';
import { readPrompts, type SourcePrompt } from './read-prompts.ts';
import { reportTopLevel } from './report-top-level.ts';
import { suiteDocuments } from './suite-documents.ts';

/** promptfoo's configuration: prompts, providers, tests and assertions. */
export const promptfoo: Importer = {
  name: 'promptfoo',
  summary: 'a promptfoo configuration with its prompts and tests',
  recognizes(path, value) {
    if (/(?:^|\/)promptfooconfig[^/]*\.(?:ya?ml|json)$/.test(path)) return true;
    if (!isMap(value) || 'apiVersion' in value || !('prompts' in value)) return false;
    return 'providers' in value || 'targets' in value || 'tests' in value;
  },
  convert,
};

async function convert(config: Cursor, files: ImportFiles): Promise<Imported> {
  const losses = lossReport();
  const context: ImportContext = { losses, files, notes: new Set() };
  if (!isMap(config.value)) {
    losses.lose(config, 'configuration', 'it is no map');
    return { documents: [], dataFiles: [], losses: losses.list, notes: [] };
  }
  reportTopLevel(config, context);
  const prompts = await readPrompts(config.get('prompts'), context);
  if (config.get('prompts').value === undefined) {
    losses.lose(config, '`prompts`', 'there is none', 'name the prompts');
  }
  const desk = providerDesk(context);
  const aliases = await addProviders(config, desk);
  const base = await readDefault(config.get('defaultTest'), context);
  const graders = await addGraders(base.get('options').get('provider'), desk);
  const expands = config.get('evaluateOptions').get('disableVarExpansion').value !== true;
  const sources: SourceCase[] = [];
  for (const test of await mergeTests(config, context)) {
    const expanded = await expandVariables(test, expands, context);
    if (expanded.length === 0) loseAssertions(test, context);
    for (const values of expanded) sources.push({ test, values });
  }
  if (prompts.length === 0) for (const { test } of sources) loseAssertions(test, context);
  const values = sources.map((source) => source.values);
  const types = inputTypes(prompts, values);
  const settings = sharedSettings(aliases, desk, config, context);
  if (!graders.hasJudge) addJudge(desk, aliases);
  const { cases, checks } = await convertCases(sources, types, {
    context,
    desk,
    templates: config.get('assertionTemplates'),
    aliases,
    isJson: settings.output !== undefined,
  });
  const ids = idNames();
  const written = prompts.map((prompt) => {
    const id = ids.take(prompt.name, 'prompt');
    const inputs = promptInputs(prompt, types, values, context);
    return {
      id,
      path: `prompts/${id}.yaml`,
      value: promptValue(prompt, inputs, { aliases, settings }),
    };
  });
  const suite = suiteDocuments(
    {
      id: suiteId(config),
      description: config.get('description').value,
      repeats: repeatsOf(config, context),
    },
    { targets: written.map(({ id }) => id), aliases, cases, checks },
  );
  reportEmpty(config, { prompts, sources }, context);
  const documents: ImportedDocument[] = [...written, ...suite.documents].map(({ path, value }) => ({
    path,
    value,
  }));
  const project = usedProject(desk, documents, graders, context);
  if (settings.output !== undefined) {
    context.notes.add('`output` of a prompt is checked too: an answer that does not fit it fails');
  }
  return {
    documents,
    dataFiles: suite.dataFiles,
    project,
    losses: losses.list,
    notes: [...context.notes],
  };
}

/** A case that is left out takes its assertions with it. */
function loseAssertions({ asserts, defaults }: SourceTest, context: ImportContext): void {
  for (const assertion of [...defaults, ...asserts]) loseWithMembers(assertion, context);
}

function loseWithMembers(assertion: Cursor, context: ImportContext): void {
  context.losses.lose(assertion, 'assertion', 'a case that it belongs to is left out');
  for (const member of assertion.get('assert').items()) loseWithMembers(member, context);
}

async function addProviders(config: Cursor, desk: ProviderDesk): Promise<string[]> {
  const aliases = new Set<string>();
  for (const key of ['providers', 'targets']) {
    const written = config.get(key);
    const listed = Array.isArray(written.value)
      ? written.items()
      : written.value === undefined
        ? []
        : [written];
    for (const provider of listed) {
      const alias = await desk.add(provider);
      if (alias !== undefined) aliases.add(alias);
    }
  }
  return [...aliases];
}

interface Graders {
  readonly hasJudge: boolean;
  readonly hasEmbedding: boolean;
}

/** The aliases `judge` and `embedding` as `defaultTest.options.provider` says them. */
async function addGraders(provider: Cursor, desk: ProviderDesk): Promise<Graders> {
  if (provider.value === undefined) return { hasJudge: false, hasEmbedding: false };
  const byKind = isMap(provider.value) && !('id' in provider.value);
  const add = async (kind: 'text' | 'embedding', alias: string) => {
    if (byKind ? provider.get(kind).value === undefined : kind === 'embedding') return false;
    const options = { alias, isEmbedding: kind === 'embedding' };
    return (await desk.add(graderOf(provider, kind), options)) !== undefined;
  };
  const hasJudge = await add('text', 'judge');
  return { hasJudge, hasEmbedding: await add('embedding', 'embedding') };
}

/** The alias that promptfoo would choose itself; left out again when nothing asks it. */
function addJudge(desk: ProviderDesk, aliases: readonly string[]): void {
  desk.addDefault('judge', 'openai', 'gpt-4.1');
  if (aliases.some((alias) => desk.isSame(alias, 'judge')))
    desk.addDefault('judge', 'openai', 'gpt-5-mini');
}

/** Tools and form of the answer that every provider has; what only some have is lost. */
function sharedSettings(
  aliases: readonly string[],
  { promptSettings }: ProviderDesk,
  config: Cursor,
  { losses }: ImportContext,
): Readonly<Record<string, JsonValue>> {
  const all = aliases.map((alias) => promptSettings.get(alias) ?? {});
  const [first = {}] = all;
  if (new Set(all.map((one) => JSON.stringify(one))).size <= 1) return first;
  const reason = 'providers differ in `tools` or `response_format`, which a prompt says here';
  losses.lose(
    config.get('providers'),
    '`config` of the providers',
    reason,
    'make a variant of the prompt',
  );
  return {};
}

function promptValue(
  { messages, name }: SourcePrompt,
  inputs: Readonly<Record<string, JsonValue>>,
  {
    aliases,
    settings,
  }: { aliases: readonly string[]; settings: Readonly<Record<string, JsonValue>> },
): Record<string, JsonValue> {
  const [only] = messages;
  const isPlain = messages.length === 1 && only?.role === 'user';
  return {
    apiVersion: 'galley/v1',
    kind: 'Prompt',
    ...(documentIdOf(name) !== name && { description: name }),
    ...(Object.keys(inputs).length > 0 && { inputs }),
    ...(isPlain
      ? { content: only.content }
      : { messages: messages.map((message) => ({ ...message })) }),
    ...(aliases[0] !== undefined && { model: { ref: aliases[0] } }),
    ...settings,
  };
}

function suiteId(config: Cursor): string {
  const text = config.get('description').value;
  return (
    (typeof text === 'string' ? documentIdOf(text.split('/').join(' ')) : undefined) ?? 'promptfoo'
  );
}

function repeatsOf(config: Cursor, { losses }: ImportContext): number | undefined {
  const repeat = config.get('evaluateOptions').get('repeat');
  const { value } = repeat;
  if (value === undefined || value === 1) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100)
    return value;
  losses.lose(repeat, '`repeat`', 'expected a whole number from 1 to 100');
  return undefined;
}

function reportEmpty(
  config: Cursor,
  { prompts, sources }: { prompts: readonly SourcePrompt[]; sources: readonly SourceCase[] },
  { losses }: ImportContext,
): void {
  if (prompts.length === 0 && sources.length > 0) {
    losses.lose(
      config.get('tests'),
      '`tests`',
      'no prompt is left for them, so that there is no suite',
    );
  }
  if (sources.length === 0 && prompts.length > 0) {
    losses.lose(config, '`tests`', 'there is none, so that nothing would be checked', 'add tests');
  }
}

/** Adds the aliases that promptfoo leaves open and a check asks; what nothing asks is left out. */
function usedProject(
  desk: ProviderDesk,
  documents: readonly ImportedDocument[],
  { hasJudge, hasEmbedding }: Graders,
  { notes }: ImportContext,
): ImportedProject {
  const text = JSON.stringify(documents);
  if (text.includes('"similar":') && !hasEmbedding) {
    desk.addDefault('embedding', 'openai', 'text-embedding-3-large');
    notes.add('`similar` asks the alias `embedding`: text-embedding-3-large of OpenAI');
  }
  const { providers, models } = desk.project();
  const { judge, ...others } = models;
  const asksJudge = judgeKey.test(text);
  if (asksJudge && !hasJudge) {
    const name = (judge as { readonly name: string }).name;
    notes.add(`judges ask the alias \`judge\`: ${name} of OpenAI, as promptfoo leaves it open`);
  }
  const kept = asksJudge || hasJudge ? models : others;
  const used = new Set(
    Object.values(kept).map((model) => (model as unknown as ModelEntry).provider),
  );
  return {
    providers: Object.fromEntries(Object.entries(providers).filter(([name]) => used.has(name))),
    models: kept,
  };
}

interface ModelEntry {
  readonly provider: string;
}

const judgeKey =
  /"(?:judge|factuality|closed_question|answer_relevance|faithfulness|context_recall)":/;
