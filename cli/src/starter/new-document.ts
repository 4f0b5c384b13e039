import type { JsonValue, Library, NodeKind, Prompt } from '@galley/engine/library';
import { sampleValue } from './sample-value.ts';

/** What a new document is made from. */
export interface NewDocument {
  readonly kind: NodeKind;
  readonly description: string;
  /** Alias for a new prompt; none when the project declares none. */
  readonly model: string | undefined;
  /** The prompt that a new suite or dataset is for. */
  readonly target: Prompt | undefined;
}

/** Text of a new document in block style, valid where it is put. */
export function newDocumentText(document: NewDocument): string {
  const head = [
    'apiVersion: galley/v1',
    `kind: ${kindNames[document.kind]}`,
    'version: 1.0.0',
    `description: ${JSON.stringify(document.description)}`,
  ];
  return `${[...head, ...bodies[document.kind](document)].join('\n')}\n`;
}

/** The alias that a new prompt should name: `default-chat` where there is one, else the first. */
export function preferredModel(library: Library): string | undefined {
  const aliases = [...library.project.models.keys()].filter(
    (alias) => alias !== 'judge' && alias !== 'embedding',
  );
  return aliases.includes('default-chat') ? 'default-chat' : aliases[0];
}

const kindNames = { prompt: 'Prompt', part: 'Part', dataset: 'Dataset', suite: 'Suite' } as const;

const bodies: Record<NodeKind, (document: NewDocument) => string[]> = {
  prompt: ({ model }) => [
    'inputs:',
    '  message:',
    '    type: string',
    '    example: Where is my parcel?',
    'messages:',
    '  - role: system',
    '    content: |',
    '      You answer customers in at most three sentences.',
    '  - role: user',
    '    content: "{{ message }}"',
    ...(model === undefined ? [] : ['model:', `  ref: ${JSON.stringify(model)}`]),
    'cases:',
    '  - id: late-parcel',
    '    inputs:',
    '      message: Where is my parcel?',
    'checks:',
    '  - name: short',
    '    length:',
    '      min: 1',
    '      max: 600',
  ],
  part: () => ['content: |', '  Write in plain words and short sentences.'],
  dataset: ({ target }) => ['cases:', ...firstCase(target)],
  suite: ({ target }) => [
    'targets:',
    `  - ${target?.id}`,
    'cases:',
    ...firstCase(target),
    'checks:',
    '  - name: not empty',
    '    length:',
    '      min: 1',
    'gate:',
    '  pass_rate:',
    '    min: 1',
  ],
};

function firstCase(target: Prompt | undefined): string[] {
  return ['  - id: first', '    inputs:', ...firstInputs(target)];
}

function firstInputs(target: Prompt | undefined): string[] {
  if (target === undefined) return ['      message: Where is my parcel?'];
  const required = [...target.inputs].filter(([, input]) => input.isRequired);
  const shown = required.length > 0 ? required : [...target.inputs].slice(0, 1);
  if (shown.length === 0) return ['      {}'];
  // JSON on one line is YAML too, and needs no rules for quoting.
  return shown.map(([name, input]) => `      ${name}: ${inlineValue(sampleValue(input))}`);
}

function inlineValue(value: JsonValue): string {
  return JSON.stringify(value);
}
