import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../units/seeded-random.ts';
import type { JsonValue } from '../nodes.ts';
import { fullYamlFile } from './full-yaml-file.ts';
import { parsePlainYaml } from './parse-plain-yaml.ts';
import { readYamlText } from './read-yaml.ts';
import type { YamlFile, YamlPath } from './yaml-file.ts';

const documents = [
  `# a prompt
apiVersion: galley/v1
kind: Prompt   # of the support desk
version: 1.2.0
inputs:
  message: {type: string, example: I want my money back.}
  items:   {type: array<object>, default: []}
  limit:
    type: number
    default: -2.50
messages:
  - role: system
    content: |
      {% include "tone/formal" %}

        You decide: {{ brand }} # not a comment
      {% for item in items %}- {{ item.name }}
      {% endfor %}
  # the place of the conversation
  - placeholder: history
  - role: user
    content: "{{ message }}"
model: {ref: default-chat, parameters: {temperature: 0.2, stop: ['it''s', "end"]}}
empty:
tags:
- one
- two: 2
  three: true
- ~
notes: |-
  last

`,
  `kind: Suite
targets: [support/refund, support/refund+terse]
checks:
  - {name: no promises, regex: '\\b(tomorrow)\\b', of: output.reply, not: true}
  - expected: [decision]
    url: http://example.com/a#b
  -
    judge: polite - and short
cases:
  - id: a-b
    inputs: {message: "Refund, please: now"}
`,
];

describe('parsePlainYaml', () => {
  test.each(documents)('takes what people write', (text) => {
    expect(parsePlainYaml(text)).toBeDefined();
    expectSame(text);
  });

  test.each([
    'a: &x 1\nb: *x\n',
    'a: !tag b\n',
    'a: >\n  folded\n',
    'a: one\n  two\n',
    'a: "x\\ty"\n',
    'a: {b}\n',
    'a: {{ b }}\n',
    'a: [1,\n 2]\n',
    'a: b: c\n',
    'a: 1\na: 2\n',
    '? a\n: b\n',
    'a: 0x1F\n',
    'a: .inf\n',
    'a: 1e3\n',
    'a: 12345678901234567890\n',
    'a:\tb\n',
    '---\na: 1\n',
    'a: |2\n  x\n',
    'a: b',
    '__proto__: 1\n',
    '- - a\n',
  ])('leaves %j to the full parser', (text) => {
    expect(parsePlainYaml(text)).toBeUndefined();
  });

  test('means the same as the full parser in 800 mutated documents', () => {
    const next = seededRandom(20_261_121);
    const random = () => next() / 2 ** 32;
    let taken = 0;
    for (let round = 0; round < 800; round += 1) {
      const text = mutate(documents[round % documents.length] as string, random);
      if (!parsePlainYaml(text)) continue;
      taken += 1;
      expectSame(text);
    }
    expect(taken).toBeGreaterThan(100);
  });
});

const pieces = [
  '#',
  ' #',
  ': ',
  ':',
  '- ',
  '-',
  '  ',
  ' ',
  '\n',
  '\n  ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '"',
  "'",
  '|',
  '|-',
  '~',
  '1.5',
  'null',
  'a: b\n',
  '\n\n',
  '.',
  '+',
  'é',
  '\u00a0',
];

function mutate(text: string, random: () => number): string {
  let mutated = text;
  const below = (limit: number) => Math.floor(random() * limit);
  for (let count = 1 + below(3); count > 0; count -= 1) {
    const at = below(mutated.length);
    const piece = random() < 0.7 ? (pieces[below(pieces.length)] as string) : '';
    mutated = mutated.slice(0, at) + piece + mutated.slice(at + below(4));
  }
  return mutated;
}

function expectSame(text: string): void {
  const plain = readYamlText('a.yaml', text);
  const full = fullYamlFile('a.yaml', text);
  expect(full.problems, text).toEqual([]);
  expect(plain.value, text).toEqual(full.value);
  for (const path of pathsOf(full.value, [])) {
    expect(placesAt(plain, path), `${path.join('.')} of ${text}`).toEqual(placesAt(full, path));
  }
}

function placesAt(yaml: YamlFile, path: YamlPath) {
  return {
    key: yaml.keyAt(path),
    value: yaml.valueAt(path),
    raw:
      yaml.textAt(path)?.indent === undefined || path.length === 0
        ? undefined
        : yaml.rawAt(path)?.trimEnd(),
    flow: yaml.isFlow(path),
    text: yaml.textAt(path),
  };
}

function pathsOf(value: JsonValue | undefined, path: YamlPath): YamlPath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [
    path,
    ...[...keys].flatMap((key) =>
      pathsOf((value as Record<string, JsonValue>)[key], [...path, key]),
    ),
  ];
}
