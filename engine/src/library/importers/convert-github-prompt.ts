import type { JsonValue } from '../nodes.ts';
import { substituteNames } from './substitute-names.ts';

type Written = Readonly<Record<string, JsonValue>>;

/** What a conversion could not keep, at its place in the source. */
export interface ConversionLoss {
  /** Keys and indexes from the root of the source. */
  readonly path: readonly (string | number)[];
  /** What is lost and what happens instead, one sentence without a final period. */
  readonly message: string;
}

/** A Galley prompt document as plain data, and what it could not keep. */
export interface ConvertedPrompt {
  readonly document: Record<string, JsonValue>;
  readonly losses: readonly ConversionLoss[];
  /** For each check of the document, the index of the evaluator it comes from. */
  readonly evaluatorOfCheck: readonly number[];
}

/**
 * A prompt of GitHub Models (`.prompt.yml`) as a Galley prompt with cases and checks. Values of
 * `testData` that the messages name become inputs, the others expectations.
 * @param source fits the schema `GithubPrompt`
 */
export function convertGithubPrompt(source: Written): ConvertedPrompt {
  const losses: ConversionLoss[] = [];
  const messages = (source.messages as Written[]).map(({ role, content }, index) => {
    const text = substituteNames(String(content));
    for (const written of text.literal) {
      const path = ['messages', index, 'content'];
      losses.push({ path, message: `\`${written}\` names no value and is sent as it is written` });
    }
    return { role: String(role), content: text.template, names: text.names };
  });
  const names = [...new Set(messages.flatMap((message) => message.names))];
  const evaluated = convertEvaluators(listOf(source.evaluators), new Set(names), losses);
  const cases = convertTestData(listOf(source.testData), names);
  const isEvaluated = evaluated.checks.length > 0 && cases.length > 0;
  if (!isEvaluated && cases.length > 0) {
    losses.push({
      path: ['testData'],
      message: 'there is no evaluator, so nothing would be checked',
    });
  }
  if (!isEvaluated && evaluated.checks.length > 0) {
    losses.push({ path: ['evaluators'], message: 'there is no `testData` to evaluate' });
  }
  const document: Record<string, JsonValue> = {
    apiVersion: 'galley/v1',
    kind: 'Prompt',
    ...(typeof source.description === 'string' && { description: source.description }),
    ...(typeof source.name === 'string' && { metadata: { name: source.name } }),
    ...(names.length > 0 && {
      inputs: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    }),
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...convertModel(source),
    ...convertOutput(source, losses),
    ...(isEvaluated && { cases, checks: [...evaluated.checks] }),
  };
  return { document, losses, evaluatorOfCheck: isEvaluated ? evaluated.evaluatorOfCheck : [] };
}

function convertModel({ model, modelParameters }: Written): { model?: JsonValue } {
  const { maxTokens, temperature, topP, ...others } = mapOf(modelParameters);
  const parameters: Record<string, JsonValue> = {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(maxTokens !== undefined && { max_tokens: maxTokens }),
    ...(Object.keys(others).length > 0 && { extra: others }),
  };
  const ref = typeof model === 'string' ? githubModelAlias(model) : '';
  if (ref === '' && Object.keys(parameters).length === 0) return {};
  return {
    model: {
      ...(ref !== '' && { ref }),
      ...(Object.keys(parameters).length > 0 && { parameters }),
    },
  };
}

/** The alias that stands for a model of GitHub Models: `gpt-4o-mini` for `openai/gpt-4o-mini`. */
export function githubModelAlias(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1).trim();
}

function convertOutput(source: Written, losses: ConversionLoss[]): { output?: JsonValue } {
  if (source.responseFormat === 'json_object') return { output: { format: 'json' } };
  if (source.responseFormat !== 'json_schema') return {};
  const written = parsed(source.jsonSchema);
  if (written === undefined) {
    const message = 'the schema is no JSON, so that only JSON of any shape is asked for';
    losses.push({ path: ['jsonSchema'], message });
    return { output: { format: 'json' } };
  }
  const { schema } = written;
  return { output: { format: 'json', schema: schema === undefined ? written : schema } };
}

function parsed(value: JsonValue | undefined): Written | undefined {
  if (typeof value !== 'string')
    return Object.keys(mapOf(value)).length > 0 ? mapOf(value) : undefined;
  try {
    const read: unknown = JSON.parse(value);
    const isMap = typeof read === 'object' && read !== null && !Array.isArray(read);
    return isMap ? (read as Written) : undefined;
  } catch {
    return undefined;
  }
}

function convertTestData(rows: readonly Written[], names: readonly string[]): JsonValue[] {
  return rows.map((row) => {
    const inputs = names.flatMap((name) =>
      row[name] === undefined ? [] : [[name, textOf(row[name])] as const],
    );
    const expected = Object.entries(row).filter(([name]) => !names.includes(name));
    return {
      inputs: Object.fromEntries(inputs),
      ...(expected.length > 0 && { expected: Object.fromEntries(expected) }),
    };
  });
}

interface ConvertedEvaluators {
  readonly checks: readonly JsonValue[];
  readonly evaluatorOfCheck: readonly number[];
}

const stringChecks = {
  equals: 'equals',
  contains: 'contains',
  startsWith: 'starts_with',
  endsWith: 'ends_with',
} as const;

/** What GitHub's own evaluators ask, as statements for a judge. */
const githubEvaluators: Readonly<Record<string, string>> = {
  'github/similarity': 'The answer means the same as this reference: {{expected}}',
  'github/coherence': 'The answer is coherent: its sentences fit together and make sense.',
  'github/fluency': 'The answer is fluent: its grammar is right and it reads naturally.',
  'github/relevance': 'The answer is relevant to what was asked: {{input}}',
  'github/groundedness': 'Everything the answer says follows from this context: {{context}}',
};

function convertEvaluators(
  evaluators: readonly Written[],
  inputs: ReadonlySet<string>,
  losses: ConversionLoss[],
): ConvertedEvaluators {
  const checks: JsonValue[] = [];
  const evaluatorOfCheck: number[] = [];
  for (const [index, evaluator] of evaluators.entries()) {
    const path = ['evaluators', index];
    const lose = (message: string) => losses.push({ path, message });
    const name = String(evaluator.name);
    const add = (check: Record<string, JsonValue>) => {
      checks.push(check);
      evaluatorOfCheck.push(index);
    };
    const compared = Object.entries(mapOf(evaluator.string));
    for (const [key, text] of compared) {
      const check = stringChecks[key as keyof typeof stringChecks];
      const unique = compared.length > 1 ? `${name} (${check})` : name;
      add({ name: unique, [check]: expressionText(String(text), inputs), of: 'text' });
    }
    const statement = judgeStatement(evaluator, lose);
    if (statement !== undefined) {
      add({ name, judge: expressionText(statement, inputs), of: 'text' });
    } else if (compared.length === 0) {
      lose('the evaluator says nothing that Galley could check, and is left out');
    }
  }
  return { checks, evaluatorOfCheck };
}

function judgeStatement(evaluator: Written, lose: (message: string) => void): string | undefined {
  if (typeof evaluator.uses === 'string') {
    const known = githubEvaluators[evaluator.uses];
    if (known === undefined) lose(`\`uses: ${evaluator.uses}\` is not known and is left out`);
    else lose('GitHub’s own evaluator becomes a `judge` check, asked of the alias `judge`');
    return known;
  }
  if (evaluator.llm === undefined) return undefined;
  const { systemPrompt, prompt, choices } = mapOf(evaluator.llm);
  lose('the judge’s own prompt and choices become one `judge` check, asked of the alias `judge`');
  const graded = listOf(choices).map(({ choice, score }) => `“${choice}” scores ${score}`);
  const parts = [
    systemPrompt,
    String(prompt).replaceAll(/\{\{\s*completion\s*\}\}/g, 'the answer'),
    graded.length > 0 ? `Choices: ${graded.join(', ')}.` : undefined,
  ];
  return parts.filter((part) => typeof part === 'string' && part !== '').join('\n');
}

/** `{{name}}` as the path into the case that holds its value. */
function expressionText(text: string, inputs: ReadonlySet<string>): string {
  return text
    .replaceAll('${{', () => '$${{')
    .replaceAll(/(?<!\$)\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g, (_, name: string) =>
      inputs.has(name) ? `\${{ case.inputs.${name} }}` : `\${{ case.expected.${name} }}`,
    );
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function mapOf(value: JsonValue | undefined): Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly Written[] {
  return Array.isArray(value) ? (value as Written[]) : [];
}
