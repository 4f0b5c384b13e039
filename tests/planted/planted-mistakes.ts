import type { ProblemCode } from '../../engine/src/errors/problem-codes.ts';
import { soundProject } from './sound-project.ts';

/** One mistake, the files that hold it, and what must be said. `«` marks the place that is named. */
export interface PlantedMistake {
  readonly mistake: string;
  readonly files: Readonly<Record<string, string>>;
  readonly code: ProblemCode;
  readonly hint?: string;
  readonly severity?: 'warning';
}

const refund = soundProject['prompts/support/refund.yaml'] as string;
const formal = soundProject['parts/tone/formal.yaml'] as string;
const project = soundProject['galley.yaml'] as string;
const suite = soundProject['suites/refunds.yaml'] as string;
const dataset = soundProject['datasets/refunds.yaml'] as string;

const prompt = (text: string) => ({ 'prompts/support/refund.yaml': text });
const inPrompt = (from: string, to: string) => prompt(replaced(refund, from, to));
const inPart = (from: string, to: string) => ({
  'parts/tone/formal.yaml': replaced(formal, from, to),
});
const inProject = (from: string, to: string) => ({ 'galley.yaml': replaced(project, from, to) });
const inSuite = (from: string, to: string) => ({
  'suites/refunds.yaml': replaced(suite, from, to),
});
const inDataset = (from: string, to: string) => ({
  'datasets/refunds.yaml': replaced(dataset, from, to),
});

function replaced(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the sound project has no ${from}`);
  return text.replace(from, () => to);
}

const withCases = `${refund}cases:
  - id: late
    inputs: {message: Too late?}
    expected: {decision: decline}
checks:
  - contains: Acme
    of: rendered
`;
const inCases = (from: string, to: string) => prompt(replaced(withCases, from, to));

/** Every kind of error and warning, at every level that it can occur on. */
export const plantedMistakes: readonly PlantedMistake[] = [
  // YAML
  {
    mistake: 'an unquoted template',
    files: inPrompt('"{{ message }}"\nmodel', '«{{ message }}\nmodel'),
    code: 'yaml-syntax',
    hint: 'quotes',
  },
  {
    mistake: 'a comma inside a flow map',
    files: inPrompt('{type: string}', '{type: string, description: Hello, «world}'),
    code: 'unknown-key',
    hint: 'comma',
  },
  {
    mistake: 'a colon inside plain text',
    files: inPrompt('version: 1.0.0', 'description: «note: this'),
    code: 'yaml-syntax',
    hint: 'quotes',
  },
  {
    mistake: 'an unquoted @name',
    files: inPrompt('version: 1.0.0', 'metadata: {owners: [«@acme]}'),
    code: 'yaml-syntax',
    hint: '"@acme"',
  },
  {
    mistake: 'a regex escape in double quotes',
    files: inSuite('expected: [decision]', 'regex: "«\\d+"'),
    code: 'yaml-syntax',
    hint: 'single quotes',
  },
  {
    mistake: 'a version that is a number',
    files: inPrompt('version: 1.0.0', 'version: «1.0'),
    code: 'wrong-type',
    hint: '"1.0"',
  },
  {
    mistake: 'no as a boolean',
    files: inPrompt('{type: string}', '{type: string, required: «no}'),
    code: 'wrong-type',
    hint: 'false',
  },
  {
    mistake: 'off as a boolean',
    files: inProject('models:', 'strict_folders: «off\nmodels:'),
    code: 'wrong-type',
    hint: 'false',
  },
  {
    mistake: 'a tab as indentation',
    files: inPrompt('  message: {type', '«\tmessage: {type'),
    code: 'yaml-syntax',
    hint: 'spaces',
  },
  {
    mistake: 'a template tag at the start of plain text',
    files: inPrompt('"{{ message }} {{ brand }}"', '«{% if message %}{{ message }}{% endif %}'),
    code: 'yaml-syntax',
    hint: 'quotes',
  },
  {
    mistake: 'a key written twice',
    files: inPrompt('version: 1.0.0', 'version: 1.0.0\n«version: 1.0.1'),
    code: 'yaml-duplicate-key',
  },
  {
    mistake: 'a custom tag',
    files: inPrompt('Acme', '«!brand Acme'),
    code: 'yaml-syntax',
    hint: 'tag',
  },
  {
    mistake: 'two documents in one file',
    files: inPart('kind: Part', 'kind: Part\n«---'),
    code: 'yaml-syntax',
    hint: 'own file',
  },
  {
    mistake: 'an alias without anchor',
    files: inPrompt('Acme', '«*brand'),
    code: 'yaml-syntax',
    hint: 'quotes',
  },
  // shape
  {
    mistake: 'a misspelt key at the top',
    files: inPrompt('variants:', '«varients:'),
    code: 'unknown-key',
    hint: '`variants`',
  },
  {
    mistake: 'a misspelt key of an input',
    files: inPrompt('default: Acme', '«defualt: Acme'),
    code: 'unknown-key',
    hint: '`default`',
  },
  {
    mistake: 'a misspelt key of a part',
    files: inPart('content:', '«contents:'),
    code: 'unknown-key',
    hint: '`content`',
  },
  {
    mistake: 'a misspelt key in galley.yaml',
    files: inProject('providers:', '«provider:'),
    code: 'unknown-key',
    hint: '`providers`',
  },
  {
    mistake: 'a key of a later version',
    files: inPrompt('version: 1.0.0', '«locales: {}'),
    code: 'not-in-this-version',
    hint: 'later',
  },
  {
    mistake: 'a later key of galley.yaml',
    files: inProject('models:', '«locales: {}\nmodels:'),
    code: 'not-in-this-version',
    hint: 'later',
  },
  {
    mistake: 'a provider type that does not exist',
    files: inProject('{type: scripted, file: scripted/desk.yaml}', '{type: «antropic}'),
    code: 'wrong-value',
    hint: 'anthropic',
  },
  {
    mistake: 'a kind of a later version',
    files: { 'prompts/flow.yaml': 'apiVersion: galley/v1\nkind: «Pipeline\n' },
    code: 'not-in-this-version',
    hint: 'later',
  },
  {
    mistake: 'an unknown kind',
    files: inPart('Part', '«Prat'),
    code: 'unknown-kind',
    hint: '`Part`',
  },
  {
    mistake: 'a kind in another folder',
    files: inPart('Part', '«Prompt'),
    code: 'unknown-kind',
    hint: 'prompts/',
  },
  {
    mistake: 'an unknown apiVersion',
    files: inPart('galley/v1', '«galley/v9'),
    code: 'unknown-kind',
    hint: 'galley/v1',
  },
  {
    mistake: 'an unknown role',
    files: inPrompt('role: user', 'role: «usr'),
    code: 'wrong-value',
    hint: '`user`',
  },
  {
    mistake: 'messages and content together',
    files: prompt(`${refund}«content: Hello {{ message }} {{ brand }}\n`),
    code: 'wrong-value',
    hint: 'remove',
  },
  {
    mistake: 'a prompt without text',
    files: { 'prompts/empty.yaml': '«apiVersion: galley/v1\nkind: Prompt\n' },
    code: 'missing-key',
  },
  {
    mistake: 'an unknown input type',
    files: inPrompt('{type: string}', '{type: «strng}'),
    code: 'wrong-value',
    hint: '`string`',
  },
  {
    mistake: 'a default of another type',
    files: inPrompt('{type: string, default: Acme}', '{type: number, default: «many}'),
    code: 'wrong-type',
  },
  {
    mistake: 'an id that the path does not give',
    files: inPrompt('version:', 'id: «support/refunds\nversion:'),
    code: 'id-mismatch',
    hint: 'remove',
  },
  {
    mistake: 'a path that makes no id',
    files: { 'parts/Tone Loud.yaml': '«apiVersion: galley/v1\nkind: Part\ncontent: LOUD\n' },
    code: 'id-invalid',
    hint: 'rename',
  },
  {
    mistake: 'two files with one id',
    files: { 'parts/tone/formal.yml': `«${formal}` },
    code: 'id-duplicate',
    hint: 'rename',
  },
  {
    mistake: 'a stray YAML file under strict_folders',
    files: {
      ...inProject('models:', 'strict_folders: true\nmodels:'),
      'prompts/notes.yaml': '«todo: [buy milk]\n',
    },
    code: 'not-a-document',
  },
  {
    mistake: 'a check with two keys',
    files: inSuite('  - expected: [decision]', '  - expected: [decision]\n    «contains: Acme'),
    code: 'wrong-value',
    hint: 'one check',
  },
  {
    mistake: 'a negative budget',
    files: inProject('models:', 'budgets: {run_usd: «-2}\nmodels:'),
    code: 'wrong-value',
  },
  // references
  {
    mistake: 'an unknown part',
    files: inPrompt('"tone/formal"', '«"tone/formall"'),
    code: 'unknown-reference',
    hint: '`tone/formal`',
  },
  {
    mistake: 'an unknown part inside a part',
    files: { ...inPart('Write formally', 'Write formally {% include «"tone/calm" %}') },
    code: 'unknown-reference',
    hint: 'parts/tone/calm.yaml',
  },
  {
    mistake: 'an unknown target',
    files: inSuite('[support/refund,', '[«support/refnd,'),
    code: 'unknown-reference',
    hint: '`support/refund`',
  },
  {
    mistake: 'an unknown variant',
    files: inSuite('support/refund+terse', '«support/refund+terze'),
    code: 'unknown-reference',
    hint: '`terse`',
  },
  {
    mistake: 'an unknown dataset',
    files: { ...inSuite('dataset: refunds', 'dataset: «refund') },
    code: 'unknown-reference',
    hint: '`refunds`',
  },
  {
    mistake: 'a part that includes itself',
    files: inPart('Write', '{% include «"tone/formal" %} Write'),
    code: 'include-cycle',
  },
  {
    mistake: 'parts in a circle',
    files: {
      ...inPart('Write', '{% include "tone/warm" %} Write'),
      'parts/tone/warm.yaml':
        'apiVersion: galley/v1\nkind: Part\ncontent: Warm. {% include «"tone/formal" %}\n',
    },
    code: 'include-cycle',
  },
  {
    mistake: 'a dynamic include',
    files: inPrompt('{% include "tone/formal" %}', '«{% include "tone/" ~ brand %}'),
    code: 'include-dynamic',
    hint: 'quotes',
  },
  {
    mistake: 'a dynamic include in a part',
    files: inPart('Write', '«{% include brand %} Write'),
    code: 'include-dynamic',
    hint: 'quotes',
  },
  {
    mistake: 'an unknown model',
    files: inPrompt('default-chat', '«defualt-chat'),
    code: 'model-unknown',
    hint: '`default-chat`',
  },
  {
    mistake: 'an unknown model of a variant',
    files: inPrompt(
      '    content: "{{ message }} {{ brand }}"',
      '    content: "{{ message }} {{ brand }}"\n    model: {ref: «fast}',
    ),
    code: 'model-unknown',
    hint: 'galley.yaml',
  },
  {
    mistake: 'an unknown model of a suite',
    files: inSuite('dataset:', 'models: [«cheap]\ndataset:'),
    code: 'model-unknown',
    hint: 'galley.yaml',
  },
  {
    mistake: 'a judge without an alias',
    files: {
      ...inProject('  judge: {provider: desk}\n', ''),
      ...inSuite('  - judge', '  - «judge'),
    },
    code: 'model-unknown',
    hint: '`judge`',
  },
  {
    mistake: 'an unknown judge',
    files: inSuite('    weight: 0.5', '    model: «judgy'),
    code: 'model-unknown',
    hint: '`judge`',
  },
  {
    mistake: 'a judge that judges itself',
    files: {
      ...inProject(
        '  desk: {type: scripted, file: scripted/desk.yaml}\nmodels:\n  default-chat: {provider: desk}\n  judge: {provider: desk}',
        '  desk: {type: openai, key: {secret: OPENAI_API_KEY}}\nmodels:\n  default-chat: {provider: desk, name: gpt-5.6}\n  judge: {provider: desk, name: gpt-5.6}',
      ),
      ...inSuite('  - judge', '  - «judge'),
    },
    code: 'judge-same-model',
    hint: '`same_model: true`',
  },
  {
    mistake: 'a rubric that judges itself by name',
    files: {
      ...inProject(
        '  desk: {type: scripted, file: scripted/desk.yaml}\nmodels:\n  default-chat: {provider: desk}\n  judge: {provider: desk}',
        '  desk: {type: openai, key: {secret: OPENAI_API_KEY}}\nmodels:\n  default-chat: {provider: desk, name: gpt-5.6}\n  twin: {provider: desk, name: gpt-5.6, parameters: {temperature: 0}}',
      ),
      ...inSuite(
        '  - judge: The reply is polite.',
        '  - rubric: {levels: {1: rude, 2: polite}}\n    model: «twin',
      ),
    },
    code: 'judge-same-model',
    hint: '`same_model: true`',
  },
  {
    mistake: 'a check that runs an unknown program',
    files: {
      ...inProject('models:', 'commands:\n  tone: {run: [tone]}\nmodels:'),
      ...inSuite('  - expected: [decision]', '  - «command: tune\n  - expected: [decision]'),
    },
    code: 'command-unknown',
    hint: '`tone`',
  },
  {
    mistake: 'a similar check without an alias',
    files: inSuite(
      '  - expected: [decision]',
      '  - «similar: {to: Hello}\n  - expected: [decision]',
    ),
    code: 'model-unknown',
    hint: '`embedding`',
  },
  {
    mistake: 'a query in a group',
    files: inSuite(
      '  - expected: [decision]',
      '  - any_of:\n      - «sql: SELECT 1 FROM answers\n  - expected: [decision]',
    ),
    code: 'wrong-value',
    hint: 'checks of the suite',
  },
  {
    mistake: 'an alias without provider',
    files: inProject('default-chat: {provider: desk}', 'default-chat: {provider: «desc}'),
    code: 'provider-unknown',
    hint: '`desk`',
  },
  {
    mistake: 'an unused alias',
    files: inProject('  judge:', '  «spare: {provider: desk}\n  judge:'),
    code: 'model-unused',
    severity: 'warning',
  },
  {
    mistake: 'a missing text file',
    files: inPrompt('"{{ message }} {{ brand }}"', '{file: «terse.md}'),
    code: 'file-missing',
    hint: 'relative',
  },
  {
    mistake: 'a text file outside the project',
    files: inPrompt('"{{ message }} {{ brand }}"', '{file: «../../../secrets.md}'),
    code: 'file-unsafe',
    hint: 'project',
  },
  {
    mistake: 'a missing data file',
    files: inDataset('refunds.csv', '«refunds2.csv'),
    code: 'file-missing',
    hint: '`refunds.csv`',
  },
  {
    mistake: 'a missing scripted file',
    files: inProject('scripted/desk.yaml', '«scripted/desc.yaml'),
    code: 'file-missing',
  },
  {
    mistake: 'a scripted file without otherwise',
    files: { 'scripted/desk.yaml': '«rules: []\n' },
    code: 'missing-key',
    hint: 'otherwise',
  },
  {
    mistake: 'a bad regex in a scripted file',
    files: {
      'scripted/desk.yaml':
        "rules:\n  - when: {regex: «'(refund'}\n    say: Yes\notherwise: {say: No}\n",
    },
    code: 'regex-invalid',
  },
  // templates
  {
    mistake: 'an undeclared name',
    files: inPrompt('"{{ message }}"\nmodel', '"{{ message }} {{ «mesage }}"\nmodel'),
    code: 'input-undeclared',
    hint: '`message`',
  },
  {
    mistake: 'an undeclared name under default',
    files: inPrompt('{{ brand }}.', '{{ brand }} {{ «brnd | default("Acme") }}.'),
    code: 'input-undeclared',
    hint: '`brand`',
  },
  {
    mistake: 'an undeclared name in a part',
    files: inPart('{{ brand }}', '{{ «brnd }}'),
    code: 'input-undeclared',
    hint: '`brand`',
  },
  {
    mistake: 'an undeclared name two parts down',
    files: {
      ...inPart('Write', '{% include "tone/deep" %} Write'),
      'parts/tone/deep.yaml':
        'apiVersion: galley/v1\nkind: Part\ncontent: >-\n  Deep {{ «brend }}\n',
    },
    code: 'input-undeclared',
    hint: '`brand`',
  },
  {
    mistake: 'an undeclared name in a part with inputs',
    files: inPart(
      'content: |\n  Write formally, for {{ brand }}',
      'inputs: {brand: {type: string}}\ncontent: |\n  Write formally, for {{ brand }} {{ «tone }}',
    ),
    code: 'input-undeclared',
    hint: 'inputs',
  },
  {
    mistake: 'an input that a part needs',
    files: {
      ...inPart(
        'content: |\n  Write formally, for {{ brand }}',
        'inputs: {brand: {type: string}, tone: {type: string}}\ncontent: |\n  Write {{ tone }}, for {{ brand }}',
      ),
      ...inPrompt('{% include "tone/formal" %}', '{% include «"tone/formal" %}'),
    },
    code: 'input-undeclared',
    hint: 'inputs',
  },
  {
    mistake: 'an input that a part takes as another type',
    files: {
      ...inPart('content: |', 'inputs: {brand: {type: array<string>}}\ncontent: |'),
      ...inPrompt('{% include "tone/formal" %}', '{% include «"tone/formal" %}'),
    },
    code: 'wrong-type',
    hint: 'same type',
  },
  {
    mistake: 'an unused input',
    files: inPrompt('inputs:', 'inputs:\n  «order: {type: string, default: none}'),
    code: 'input-unused',
    hint: 'remove',
  },
  {
    mistake: 'an unused input of a part',
    files: inPart(
      'content: |',
      'inputs:\n  brand: {type: string}\n  «tone: {type: string, default: warm}\ncontent: |',
    ),
    code: 'input-unused',
    hint: 'remove',
  },
  {
    mistake: 'a template that does not parse',
    files: inPrompt('{{ brand }}.', '{{ brand «!}}.'),
    code: 'template-syntax',
  },
  {
    mistake: 'a part that does not parse',
    files: inPart('{{ brand }}', '{{ brand «!}}'),
    code: 'template-syntax',
  },
  {
    mistake: 'an unknown filter',
    files: inPrompt('{{ brand }}.', '{{ brand | «uper }}.'),
    code: 'template-unknown-filter',
    hint: '`upper`',
  },
  {
    mistake: 'an unknown filter in a part',
    files: inPart('{{ brand }}', '{{ brand | «uper }}'),
    code: 'template-unknown-filter',
    hint: '`upper`',
  },
  {
    mistake: 'an unknown filter in a text file',
    files: {
      ...inPrompt('"{{ message }} {{ brand }}"', '{file: terse.md}'),
      'prompts/support/terse.md': 'Be brief.\n{{ message }} {{ brand | «uper }}\n',
    },
    code: 'template-unknown-filter',
    hint: '`upper`',
  },
  {
    mistake: 'an unknown test',
    files: inPrompt('{{ brand }}.', '{% if brand is «defned %}{{ brand }}{% endif %}.'),
    code: 'template-unknown-test',
    hint: '`defined`',
  },
  {
    mistake: 'an optional input that can print None',
    files: prompt(
      replaced(
        replaced(refund, 'inputs:', 'inputs:\n  tone: {type: string, required: false}'),
        '{{ brand }}.',
        '{{ brand }} {{ «tone }}.',
      ),
    ),
    code: 'input-may-print-none',
    severity: 'warning',
    hint: 'guard',
  },
  // checks, cases, suites, tables
  {
    mistake: 'a bad regex in a check',
    files: inSuite('expected: [decision]', "regex: «'(refund'"),
    code: 'regex-invalid',
  },
  {
    mistake: 'a bad pattern of an input',
    files: inPrompt('{type: string}', "{type: string, pattern: «'[a-'}"),
    code: 'regex-invalid',
  },
  {
    mistake: 'a bad schema in a check',
    files: inSuite('expected: [decision]', 'json_schema: {type: «objct}'),
    code: 'schema-invalid',
  },
  {
    mistake: 'a bad output schema',
    files: inPrompt('model:', 'output: {format: json, schema: {type: «objct}}\nmodel:'),
    code: 'schema-invalid',
  },
  {
    mistake: 'a bad schema of a tool',
    files: inPrompt('model:', 'tools: [{name: lookup, parameters: {type: «objct}}]\nmodel:'),
    code: 'schema-invalid',
  },
  {
    mistake: 'a bad expression',
    files: inSuite('expected: [decision]', 'contains: "${{ case.«.id }}"'),
    code: 'expression-invalid',
  },
  {
    mistake: 'an expression that names nothing',
    files: inSuite('expected: [decision]', 'contains: "«${{ cas.id }}"'),
    code: 'expression-invalid',
    hint: '`case`',
  },
  {
    mistake: 'an expression that reads an unknown input',
    files: inSuite('expected: [decision]', 'contains: "«${{ case.inputs.mesage }}"'),
    code: 'expression-invalid',
    hint: '`message`',
  },
  {
    mistake: 'an of: that leads nowhere',
    files: inSuite('expected: [decision]', 'contains: Acme\n    of: «outputs.reply'),
    code: 'expression-invalid',
    hint: '`output`',
  },
  {
    mistake: 'cases without checks',
    files: prompt(`${refund}«cases:\n  - inputs: {message: Too late?}\n`),
    code: 'checks-missing',
    hint: 'checks',
  },
  {
    mistake: 'a suite without checks',
    files: {
      'suites/empty.yaml':
        '«apiVersion: galley/v1\nkind: Suite\ntargets: [support/refund]\ndataset: refunds\n',
    },
    code: 'checks-missing',
  },
  {
    mistake: 'a case without checks where only the others have their own',
    files: {
      'suites/own.yaml': `«apiVersion: galley/v1
kind: Suite
targets: [support/refund]
cases:
  - {id: first, inputs: {message: Where?}, checks: [{contains: Acme}]}
  - {id: second, inputs: {message: When?}}
`,
    },
    code: 'checks-missing',
    hint: 'every case',
  },
  {
    mistake: 'a suite with an empty list of checks',
    files: {
      'suites/empty.yaml':
        'apiVersion: galley/v1\nkind: Suite\ntargets: [support/refund]\ndataset: refunds\nchecks: «[]\n',
    },
    code: 'checks-missing',
  },
  {
    mistake: 'a suite without cases',
    files: {
      'suites/empty.yaml':
        '«apiVersion: galley/v1\nkind: Suite\ntargets: [support/refund]\nchecks: [{contains: Acme}]\n',
    },
    code: 'cases-missing',
  },
  {
    mistake: 'a check on an expectation that a case lacks',
    files: prompt(
      `${refund}cases:
  - «id: late
    inputs: {message: Too late?}
checks:
  - expected: [decision]
`,
    ),
    code: 'expected-missing',
    hint: 'expected',
  },
  {
    mistake: 'an input between the braces of a template, in a check',
    files: inCases('- contains: Acme', '- «not: true\n    contains: "{{ message }}"'),
    code: 'check-template',
    severity: 'warning',
    hint: '${{ case.inputs.message }}',
  },
  {
    mistake: 'a check of a tool that nobody declares',
    files: prompt(
      replaced(
        replaced(withCases, 'model:', 'tools: [{name: lookup}]\nmodel:'),
        '- contains: Acme\n    of: rendered',
        '- «not: true\n    tool_called: lookpu',
      ),
    ),
    code: 'tool-unknown',
    severity: 'warning',
    hint: 'lookup',
  },
  {
    mistake: 'a row without the expectation',
    files: {
      'datasets/refunds.csv':
        'id,message,expected.decision\nlate,Too late?,decline\n«broken,It is broken,\n',
    },
    code: 'expected-missing',
    hint: 'expected',
  },
  {
    mistake: 'a case with an undeclared input',
    files: inCases('{message: Too late?}', '{message: Too late?, «brnd: Acme}'),
    code: 'input-invalid',
    hint: '`brand`',
  },
  {
    mistake: 'a case with a history that no target has a place for',
    files: inCases(
      '- id: late\n    inputs: {message: Too late?}',
      '- «id: late\n    history: [{role: user, content: Hello}]\n    inputs: {message: Too late?}',
    ),
    code: 'input-invalid',
    hint: 'placeholder: history',
  },
  {
    mistake: 'a case without a required input',
    files: inCases('- id: late\n    inputs: {message: Too late?}', '- «id: late\n    inputs: {}'),
    code: 'input-missing',
  },
  {
    mistake: 'a case with an input of another type',
    files: inCases('{message: Too late?}', '{«message: [Too late?]}'),
    code: 'input-invalid',
  },
  {
    mistake: 'two cases with one id',
    files: inCases(
      'checks:',
      '  - id: «late\n    inputs: {message: Again}\n    expected: {decision: decline}\nchecks:',
    ),
    code: 'case-duplicate',
    hint: 'another id',
  },
  {
    mistake: 'two checks with one name',
    files: inCases('    of: rendered\n', '    of: rendered\n  - «contains: Acme\n'),
    code: 'check-duplicate',
    hint: 'name',
  },
  {
    mistake: 'a suite with the id of inline cases',
    files: { ...prompt(withCases), 'suites/support/refund.yaml': `«${suite}` },
    code: 'suite-id-taken',
    hint: 'rename',
  },
  {
    mistake: 'a column that the file does not have',
    files: inDataset(
      '{file: refunds.csv}',
      '{file: refunds.csv, columns: {id: id, inputs: {message: «Text}, expected: {decision: expected.decision}}}',
    ),
    code: 'column-missing',
  },
  {
    mistake: 'a column that maps to nothing',
    files: {
      'datasets/refunds.csv': 'id,message,«mood,expected.decision\nlate,Too late?,sad,decline\n',
    },
    code: 'column-unmapped',
    severity: 'warning',
  },
  {
    mistake: 'a broken JSONL line',
    files: {
      ...inDataset('refunds.csv', 'refunds.jsonl'),
      'datasets/refunds.jsonl':
        '{"inputs": {"message": "Late?"}, "expected": {"decision": "decline"}}\n{"inputs": «}\n',
    },
    code: 'table-syntax',
  },
  {
    mistake: 'metadata that is no map of facts',
    files: inPrompt('version: 1.0.0', 'metadata: {tags: «support}'),
    code: 'wrong-type',
    hint: '[support]',
  },
  {
    mistake: 'the only use of an input misspelt',
    files: inPrompt('"{{ message }}"\nmodel', '"{{ «mesage }}"\nmodel'),
    code: 'input-undeclared',
    hint: '`message`',
  },
  {
    mistake: 'a required input that every row lacks',
    files: {
      ...inPrompt('{{ brand }}.', '{{ brand }} {{ order }}.'),
      'prompts/support/refund.yaml': replaced(
        replaced(refund, '{{ brand }}.', '{{ brand }} {{ order }}.'),
        'inputs:',
        'inputs:\n  order: {type: string}',
      ),
      'datasets/refunds.csv':
        'id,message,expected.decision\n«late,Too late?,decline\nbroken,It is broken,refund\n',
    },
    code: 'input-missing',
    hint: 'default',
  },
  {
    mistake: 'a word boundary in double quotes',
    files: inSuite('expected: [decision]', 'regex: «"\\bno\\b"'),
    code: 'regex-invalid',
    hint: 'single quotes',
  },
  {
    mistake: 'a comma in an expectation',
    files: inCases('{decision: decline}', '{decision: decline, «please}'),
    code: 'wrong-value',
    hint: 'comma',
  },
  {
    mistake: 'a bracket that is never closed',
    files: inSuite('targets: [support/refund, support/refund+terse]', 'targets: «[support/refund'),
    code: 'yaml-syntax',
    hint: 'close',
  },
  {
    mistake: 'a day that does not exist',
    files: inProject(
      'judge: {provider: desk}',
      'judge: {provider: desk, pricing: {input_per_1m_usd: 1, output_per_1m_usd: 2, as_of: «2026-02-30}}',
    ),
    code: 'wrong-value',
    hint: '2026',
  },
  {
    mistake: 'a merge key',
    files: inPrompt('message: {type: string}', 'message: {«<<: {type: string}}'),
    code: 'unknown-key',
    hint: 'merge',
  },
  {
    mistake: 'pass_at_least above repeats',
    files: inSuite('dataset:', 'repeats: 2\npass_at_least: «3\ndataset:'),
    code: 'wrong-value',
  },
];
