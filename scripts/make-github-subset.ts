import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cutDescription,
  type OpenDescription,
} from '../tests/fakes/github/openapi/cut-description.ts';
import { wantedEvents } from '../tests/fakes/github/openapi/wanted-events.ts';
import { wantedOperations } from '../tests/fakes/github/openapi/wanted-operations.ts';

const packages = {
  rest: { name: '@octokit/openapi', version: '23.0.2' },
  webhooks: { name: '@octokit/openapi-webhooks', version: '12.1.0' },
  examples: { name: '@octokit/webhooks-examples', version: '7.6.1' },
} as const;

const generated = new URL('../tests/fakes/github/openapi/generated/', import.meta.url);

interface Example {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}

/**
 * Fetches GitHub's descriptions from the package registry and writes the parts that the fake GitHub
 * of the tests uses to `tests/fakes/github/openapi/generated`, each with the package and version it
 * comes from.
 */
function makeGithubSubset(): void {
  const folder = mkdtempSync(join(tmpdir(), 'galley-github-'));
  try {
    const rest = readPacked<OpenDescription>(folder, 'rest', 'generated/api.github.com.json');
    correct(rest);
    const wanted = new Set<string>(wantedOperations);
    write(
      'rest',
      'paths',
      cutDescription(rest, 'paths', ({ operationId }) => wanted.has(operationId)),
    );

    const hooks = readPacked<OpenDescription>(folder, 'webhooks', 'generated/api.github.com.json');
    correct(hooks);
    const events = new Set(Object.keys(wantedEvents).map((name) => name.replace(/\.$/, '')));
    write(
      'webhooks',
      'webhooks',
      cutDescription(hooks, 'webhooks', ({ operationId }) =>
        events.has(operationId.replaceAll('-', '_').replace('/', '.')),
      ),
    );

    const examples = readPacked<Example[]>(folder, 'examples', 'api.github.com/index.json');
    write('examples', 'examples', { examples: pickExamples(examples) });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Corrects three flaws of the descriptions: an installation's account is said to be a user and an
 * enterprise at once, where one of both is meant; the head of a pull request is said to have its
 * repository always, where GitHub gives `null` once the fork is deleted; and some lists of the events
 * that an App can hear leave `merge_group` out.
 */
function correct(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const { account, head } = node as {
    account?: { allOf?: unknown; anyOf?: unknown };
    head?: { properties?: Record<string, unknown> };
  };
  if (account?.allOf !== undefined) {
    account.anyOf = account.allOf;
    delete account.allOf;
  }
  const properties = head?.properties;
  if (properties?.label !== undefined && properties.repo !== undefined) {
    properties.repo = { ...properties.repo, nullable: true };
  }
  const { enum: values } = node as { enum?: unknown[] };
  if (values?.includes('check_suite') && values.includes('deploy_key')) {
    if (!values.includes('merge_group')) values.push('merge_group');
  }
  for (const inner of Object.values(node)) correct(inner);
}

/** The first official example of every event and action that a wanted webhook is built from. */
function pickExamples(all: readonly Example[]): Record<string, unknown> {
  const sources = [...new Set(Object.values(wantedEvents))].sort();
  return Object.fromEntries(
    sources.map((source) => {
      const [name, action] = source.split('.');
      const found = all
        .find((event) => event.name === name)
        ?.examples.find((example) => (example.action ?? '') === action);
      if (found === undefined) throw new Error(`GitHub publishes no example of ${source}`);
      return [source, found];
    }),
  );
}

function readPacked<Content>(folder: string, key: keyof typeof packages, file: string): Content {
  const { name, version } = packages[key];
  const target = join(folder, key);
  mkdirSync(target);
  const packed = execFileSync('npm', ['pack', '--silent', `${name}@${version}`], {
    cwd: target,
    encoding: 'utf8',
  }).trim();
  execFileSync('tar', ['xzf', packed, `package/${file}`], { cwd: target });
  return JSON.parse(readFileSync(join(target, 'package', file), 'utf8')) as Content;
}

function write(key: keyof typeof packages, first: string, content: object): void {
  const { name, version } = packages[key];
  const { [first as keyof object]: main, ...rest } = content as Record<string, unknown>;
  const document = { source: { package: name, version }, [first]: main, ...rest };
  mkdirSync(generated, { recursive: true });
  writeFileSync(new URL(`${key}.json`, generated), `${JSON.stringify(document)}\n`);
}

makeGithubSubset();
