// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions are what such a body holds
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readProject } from './read-project.ts';

const samples = new URL('../../../../schema/samples/project/', import.meta.url);

function read(text: string) {
  return readProject(new TextEncoder().encode(text), 'blob');
}

/** A project with one `http` provider, whose lines from line 7 on are these. */
function http(...lines: string[]) {
  const head = [
    'apiVersion: galley/v1',
    'kind: Project',
    'providers:',
    '  house:',
    '    type: http',
  ];
  const url = '    url: https://answers.acme.example/ask';
  return read([...head, url, ...lines.map((line) => `    ${line}`), ''].join('\n'));
}

const places = (parsed: ReturnType<typeof read>) =>
  parsed.problems.map(({ code, line, column }) => `${code} ${line}:${column}`);

describe('providers in galley.yaml', () => {
  it('are read with every key of the OpenAI family', () => {
    const { project, problems } = read(sample('valid/providers-of-openai-family.yaml'));
    expect(problems).toEqual([]);
    expect(Object.fromEntries(project.providers)).toMatchObject({
      thinking: { type: 'openai', api: 'responses', keySecret: 'OPENAI_API_KEY' },
      azure: {
        type: 'azure-openai',
        baseUrl: 'https://acme.openai.azure.com',
        deployments: {
          'support-chat': 'gpt-5-mini',
          'support-vectors': 'text-embedding-3-small',
        },
        requestsPerMinute: 300,
        timeoutMs: 60_000,
        allowPrivate: false,
      },
      'azure-by-date': { apiVersion: '2024-10-21', keySecret: 'ACME_AZURE_KEY' },
      groq: { type: 'groq', allowPrivate: false },
      'groq-elsewhere': { baseUrl: 'https://llm.acme.example/groq/v1' },
    });
    expect(project.providers.get('groq')).not.toHaveProperty('baseUrl');
  });

  it('are chats at OpenAI unless they say otherwise', () => {
    const { project } = read(sample('valid/full.yaml'));
    expect(project.providers.get('openai')).toMatchObject({
      api: 'chat',
      organization: 'org-acme',
    });
  });

  it('are read with every key of an endpoint of one’s own', () => {
    const { project, problems } = read(sample('valid/http-provider.yaml'));
    expect(problems).toEqual([]);
    expect(project.providers.get('house')).toMatchObject({
      url: 'http://127.0.0.1:8080/ask',
      keySecret: 'HOUSE_API_KEY',
      headers: [
        ['x-team', 'support'],
        ['x-signature', { secret: 'HOUSE_SIGNATURE' }],
      ],
      output: { keys: ['result', 'said'] },
      finishReason: { keys: ['result', 'why'] },
      usage: { cachedInputTokens: { keys: ['bill', 'from memory'] } },
      embedding: { body: { text: '${{ prompt }}' }, output: { keys: ['vectors', 0, 'values'] } },
      allowPrivate: true,
      concurrency: 2,
    });
  });

  it('are plain data, so that every change of one is seen', () => {
    for (const name of ['providers-of-openai-family', 'http-provider', 'full']) {
      const { project } = read(sample(`valid/${name}.yaml`));
      const providers = [...project.providers.values()];
      expect(JSON.parse(JSON.stringify(providers))).toEqual(providers);
    }
  });

  it.each(['http-body-names-nothing', 'http-key-in-the-open', 'http-output'])(
    'are refused where the sample %s says',
    (name) => {
      const text = sample(`invalid/${name}.yaml`);
      const [, expected] = /^# expect: (\S+ \S+) \(library\)/.exec(text) ?? [];
      expect(places(read(text))).toEqual([expected]);
    },
  );
});

describe('an endpoint of one’s own', () => {
  it.each([
    ['text: ${{ parameters.temprature }}', 'parameters.temperature'],
    ['text: ask ${{ sytem }} now', 'system'],
    ['list: [a, "${{ output.shape }}"]', 'output.format'],
  ])('says which name is meant: %s', (line, meant) => {
    const { problems } = http('body:', `  ${line}`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'expression-invalid', line: 8 });
    expect(`${problems[0]?.message} ${problems[0]?.hint}`).toContain(meant);
  });

  it('collects every fault of a body and of its embedding', () => {
    const parsed = http(
      'body: {a: "${{ a() }}", b: "${{ }}", c: "${{ prompt"}',
      'embedding: {body: {text: "${{ text }}"}, output: "vector."}',
    );
    expect(parsed.problems.map(({ code }) => code)).toEqual(Array(5).fill('expression-invalid'));
  });

  it.each(['Host', 'content-length', 'Transfer-Encoding', 'connection', 'Proxy-Authorization'])(
    'leaves the header %s to Galley',
    (name) => {
      const { problems } = http('body: {q: "${{ prompt }}"}', `headers: {${name}: x}`);
      expect(problems).toMatchObject([{ code: 'wrong-value', line: 8 }]);
    },
  );

  it.each(['Authorization', 'x-api-key', 'Cookie'])('has no key in the open in %s', (name) => {
    const { problems } = http('body: {q: "${{ prompt }}"}', `headers: {${name}: abc}`);
    expect(problems).toMatchObject([
      { code: 'wrong-value', hint: expect.stringContaining('secret') },
    ]);
    const bound = http('body: {q: "${{ prompt }}"}', `headers: {${name}: {secret: HOUSE_KEY}}`);
    expect(bound.problems).toEqual([]);
  });
});

function sample(path: string): string {
  return readFileSync(new URL(path, samples), 'utf8');
}
