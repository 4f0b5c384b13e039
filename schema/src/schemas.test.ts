import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type SchemaName, schemaAt, schemaFiles, schemas } from './index.ts';

type Node = { [keyword: string]: unknown };

const githubMaps = [
  'GithubPrompt',
  'GithubParameters',
  'GithubMessage',
  'GithubEvaluator',
  'GithubStringEvaluator',
  'GithubJudge',
  'GithubChoice',
];
const freeMaps = ['DocumentMetadata', 'DakoraPrompt', 'DakoraInput', 'DakoraPart', ...githubMaps];
const rules = [...ruleNodes()];

/** A plain validator, as an editor has it. */
const standard = new Ajv2020({ allErrors: true, strict: false });
for (const schema of Object.values(schemas)) standard.addSchema(schema as Node);

describe('the schemas', () => {
  it.each(properties())('describe %s and give an example that fits', (_, place) => {
    const resolved = place.$ref ? target(place) : place;
    expect(place.description ?? resolved.description).toMatch(/^.{10,}$/);
    const examples = (place.examples ?? resolved.examples ?? []) as unknown[];
    expect(examples.length).toBeGreaterThan(0);
    const validate = standard.compile({ ...absolute(place), $id: undefined });
    for (const example of examples) expect([example, validate(example)]).toEqual([example, true]);
  });

  it('refuse unknown keys and allow x-* in every map of ours', () => {
    const open = rules
      .filter(({ properties, title }) => properties && !freeMaps.includes(String(title)))
      .filter(({ if: condition, allOf, $schema: _, ...node }) => !condition && !allOf && node.type)
      .filter((node) => node.additionalProperties !== false || !hasFreePrefix(node));
    expect(open.map(({ title, description }) => title ?? description)).toEqual([]);
  });

  it('use oneOf, anyOf and not for groups of keys only', () => {
    const groups = rules.flatMap(({ oneOf, anyOf, not }) => [oneOf, anyOf, not].flat());
    const others = groups.filter((group) => group !== undefined && !(group as Node).required);
    expect(groups.length).toBeGreaterThan(0);
    expect(others).toEqual([]);
  });

  it.each(Object.entries(schemas))('%s has the $id of its file', (name, schema) => {
    expect(schema.$id).toBe(`https://galley.dev/schema/v1/${name}.schema.json`);
  });

  it('give every definition a title of its own', () => {
    const titles = Object.values(schemas).flatMap((schema) => [
      schema.title,
      ...Object.values((schema.$defs ?? {}) as Record<string, Node>).map(({ title }) => title),
    ]);
    expect(titles.every((title) => typeof title === 'string')).toBe(true);
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe('the umbrella schema for editors', () => {
  const umbrella = standard.getSchema(String(schemas.galley.$id));
  const folders = [
    'project',
    'prompt',
    'part',
    'dataset',
    'suite',
    'dakora-prompt',
    'dakora-part',
    'github-prompt',
  ];

  it.each(folders)('accepts and refuses the samples of %s', (folder) => {
    for (const text of samples(`${folder}/valid`)) expect(umbrella?.(parse(text))).toBe(true);
    for (const text of samples(`${folder}/invalid`)) {
      const isForLibrary = text.split('\n')[0]?.endsWith('(library)');
      expect([text, umbrella?.(parse(text))]).toEqual([text, isForLibrary === true]);
    }
  });

  it('refuses a document of a kind that does not exist', () => {
    expect(umbrella?.({ apiVersion: 'galley/v1', kind: 'Pipeline' })).toBe(false);
  });
});

it('every key occurs in a valid sample', () => {
  const used = new Set<string>();
  for (const [kind, file] of Object.entries(schemaFiles)) {
    if (kind === 'Case' || kind === 'Check') continue;
    for (const text of samples(`${file}/valid`)) {
      const document = parse(text);
      walk(document, [], (path) => {
        const place = schemaAt(kind as keyof typeof schemaFiles, path.slice(0, -1), document);
        if (place) used.add(`${nameOf(place.schema)}.${path.at(-1)}`);
      });
    }
  }
  const unused = rules
    .filter(({ properties, title, allOf }) => properties && !allOf && title !== 'GalleyDocument')
    .filter((node) => node.type !== undefined)
    .flatMap((node) => Object.keys(node.properties as Node).map((key) => `${nameOf(node)}.${key}`))
    .filter((name) => !used.has(name));
  expect(unused).toEqual([]);
});

function nameOf(node: Node | Readonly<Node>): string {
  return String(node.title ?? node.description);
}

function samples(path: string): string[] {
  const folder = new URL(`../samples/${path}/`, import.meta.url);
  return readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
}

function walk(value: unknown, path: string[], visit: (path: string[]) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    visit([...path, key]);
    walk(inner, [...path, key], visit);
  }
}

function hasFreePrefix(node: Node): boolean {
  return Object.hasOwn((node.patternProperties ?? {}) as Node, '^x-');
}

/** Every schema inside the schemas, the values of `examples`, `const` and `enum` left out. */
function* ruleNodes(): Generator<Node> {
  for (const [name, schema] of Object.entries(schemas)) yield* below(schema as Node, name);
}

function* below(node: unknown, file: string): Generator<Node> {
  if (Array.isArray(node)) for (const item of node) yield* below(item, file);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  yield { ...(node as Node), file };
  for (const [keyword, value] of Object.entries(node)) {
    if (['examples', 'const', 'enum', 'required', 'dependentRequired'].includes(keyword)) continue;
    const isTable = keyword === 'properties' || keyword === '$defs';
    yield* below(isTable ? Object.values(value as Node) : value, file);
  }
}

function properties(): [string, Node][] {
  return rules
    .filter((node) => node.properties && node.type)
    .flatMap((node) =>
      Object.entries(node.properties as Record<string, Node>).map(
        ([key, place]): [string, Node] => [`${nameOf(node)}.${key}`, { ...place, file: node.file }],
      ),
    );
}

/** The place with its references made absolute, so that it can be compiled alone. */
function absolute({ file, ...place }: Node): Node {
  const base = `https://galley.dev/schema/v1/${file}.schema.json`;
  return JSON.parse(JSON.stringify(place), (key, value) =>
    key === '$ref' && typeof value === 'string' ? new URL(value, base).href : value,
  );
}

function target({ file, $ref }: Node): Node {
  const [other, fragment] = String($ref).split('#');
  const name = (other ? other.replace('.schema.json', '') : file) as SchemaName;
  const schema = schemas[name] as Node;
  if (!fragment) return schema;
  return ((schema.$defs as Record<string, Node>)[fragment.slice('/$defs/'.length)] ?? {}) as Node;
}
