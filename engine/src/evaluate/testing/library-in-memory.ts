import type { Library } from '../../library/library.ts';
import type {
  Case,
  Check,
  Input,
  LibraryNode,
  Prompt,
  PromptBody,
  Sound,
  Suite,
} from '../../library/nodes.ts';
import type { ModelAlias, Project } from '../../library/project.ts';
import type { Answered } from '../../models/answer.ts';
import type { AskResult, ModelCall, ModelDesk } from '../../models/model-desk.ts';
import { hashValue } from '../../units/content-hash.ts';
import type { RenderCase } from '../render-case.ts';

/** Small libraries and desks for tests: plain objects of the real types, nothing read from disk. */
export interface LibraryParts {
  readonly prompts?: readonly Prompt[];
  readonly suites?: readonly Suite[];
  readonly models?: readonly ModelAlias[];
  /** `kind:id` of documents with errors. */
  readonly unsound?: readonly string[];
  readonly allowedModels?: readonly string[];
}

/** A library that holds what is given; two scripted aliases, `default-chat` and `judge`, by default. */
export function libraryOf(parts: LibraryParts): Library {
  const unsound = new Set(parts.unsound);
  const models = parts.models ?? [aliasOf('default-chat'), aliasOf('judge')];
  const project: Project = {
    file: 'galley.yaml',
    name: undefined,
    providers: new Map([
      ['scripted', { name: 'scripted', type: 'scripted', file: 'answers.yaml' }],
    ]),
    models: new Map(models.map((model) => [model.alias, model])),
    allowedModels: parts.allowedModels,
    budgets: { runNanoUsd: undefined, mode: 'strict' },
    permissions: {},
    comment: { mode: 'update', outputs: 'full' },
    history: {
      branch: 'galley/ledger',
      repository: undefined,
      retainMs: 0,
      storeOutputs: false,
    },
    gate: {
      mode: 'enforce',
      validate: 'error',
      evaluate: 'regression',
      suiteWeakened: 'error',
      versionBump: 'warn',
      notExecuted: undefined,
      costIncrease: undefined,
    },
    cache: { maxAgeMs: 0 },
    strictFolders: false,
    written: undefined,
  };
  return {
    label: 'working tree',
    project,
    prompts: new Map(parts.prompts?.map((prompt) => [prompt.id, prompt])),
    parts: new Map(),
    datasets: new Map(),
    suites: new Map(parts.suites?.map((suite) => [suite.id, suite])),
    problems: [],
    otherFiles: [],
    scriptedFiles: new Map([['answers.yaml', 'otherwise: {say: I do not know.}']]),
    fileCount: 1,
    isSound: <Node extends LibraryNode>(node: Node): node is Sound<Node> =>
      !unsound.has(`${node.kind}:${node.id}`),
  };
}

/** An alias of the scripted provider. */
export function aliasOf(alias: string, name = alias): ModelAlias {
  return { alias, provider: 'scripted', name, parameters: {} };
}

function node(kind: 'prompt' | 'suite', id: string, content: unknown) {
  const hash = hashValue({ id, content });
  return {
    id,
    file: `${kind}s/${id}.yaml`,
    version: undefined,
    description: undefined,
    metadata: {},
    hash,
    closureHash: hash,
    reaches: [],
  };
}

/** A prompt of one user message that is the template's text. */
export function promptOf(
  id: string,
  template: string,
  more: {
    readonly inputs?: readonly string[];
    readonly output?: PromptBody['output'];
    readonly model?: string | null;
  } = {},
): Prompt {
  const required: Input = { type: 'string', isRequired: true };
  const file = `prompts/${id}.yaml`;
  const text = {
    source: template,
    dialect: 'jinja2',
    file,
    start: { line: 5, column: 5 },
    mapping: { kind: 'start' },
  } as const;
  const ref = more.model === undefined ? 'default-chat' : more.model;
  const output = more.output ?? { format: 'text' as const };
  return {
    kind: 'prompt',
    ...node('prompt', id, { template, output }),
    inputs: new Map((more.inputs ?? ['message']).map((name) => [name, required])),
    body: {
      messages: [{ role: 'user', text }],
      model: { ...(ref !== null && { ref }), parameters: {} },
      output,
    },
    variants: new Map(),
    tools: [],
  };
}

/** A suite of these cases and checks for one target, `pass_rate` ungated. */
export function suiteOf(
  id: string,
  parts: Partial<Suite> & Pick<Suite, 'cases' | 'checks'>,
): Suite {
  return {
    kind: 'suite',
    ...node('suite', id, { ...parts }),
    isInline: false,
    targets: [{ prompt: id }],
    models: [],
    dataset: undefined,
    repeats: 1,
    passAtLeast: undefined,
    gate: { passRate: {}, whenUnsure: 'warn', confirmRuns: 5 },
    ...parts,
  };
}

/** Cases with one input, `message`; ids `case-1` and so on. */
export function casesOf(messages: readonly string[]): Case[] {
  return messages.map((message, index) => ({
    id: `case-${index + 1}`,
    inputs: { message },
    tags: [],
  }));
}

/** A check with the defaults that a document gives it. */
export function checkOf(
  key: Check['key'],
  argument: Check['argument'],
  more: Partial<Check> = {},
): Check {
  return {
    key,
    argument,
    name: key,
    of: 'output',
    isNegated: false,
    weight: undefined,
    isHard: false,
    at: { line: 1, column: 1 },
    ...more,
  };
}

/** The template as it is, `{{ message }}` replaced: enough to tell cases apart. */
export const renderMessage: RenderCase = ({ prompt }, { inputs }) =>
  prompt.body.messages.map((message) => ({
    role: 'user',
    content:
      'text' in message
        ? message.text.source.replaceAll('{{ message }}', String(inputs.message))
        : '',
  }));

/** An answered call, as a desk gives it; money 0 unless given. */
export function answeredWith(text: string, more: Partial<Answered> = {}): Answered {
  return {
    kind: 'answered',
    answer: {
      text,
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: 12, cachedInputTokens: undefined, outputTokens: 3 },
      model: 'small-1',
      latencyMs: 40,
    },
    source: 'called',
    costNanoUsd: 0,
    isUpperBound: false,
    listCostNanoUsd: 0,
    savedNanoUsd: 0,
    requests: 1,
    ...more,
  };
}

/** A desk that answers by a function of the call, and remembers what it was asked. */
export function deskOf(
  answer: (
    call: ModelCall,
    signal: AbortSignal,
  ) => string | Omit<AskResult, 'requestKey'> | Promise<string | Omit<AskResult, 'requestKey'>>,
): Pick<ModelDesk, 'ask'> & { readonly asked: ModelCall[] } {
  const asked: ModelCall[] = [];
  return {
    asked,
    async ask(call, signal) {
      asked.push(call);
      const result = await answer(call, signal);
      const outcome = typeof result === 'string' ? answeredWith(result) : result;
      const { alias, messages, repeat } = call;
      return { ...outcome, requestKey: hashValue({ alias, messages, repeat }) } as AskResult;
    },
  };
}

/** Everything that a stream yields. */
export async function collect<Item>(stream: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of stream) items.push(item);
  return items;
}
