import { GalleyError } from '@galley/engine/errors';
import type { Shard } from '@galley/engine/evaluate';
import type { Mode } from '@galley/engine/models';
import { type NanoUsd, parseUsd } from '@galley/engine/units';
import { isFolderName } from './is-folder-name.ts';
import type { Runner } from './runner.ts';

const commandNames = ['proof', 'validate', 'render', 'eval', 'merge'] as const;
const modes = ['replay', 'auto', 'record', 'live'] as const;
const failOnNames = ['failed', 'warned', 'broken', 'never'] as const;
const commentNames = ['update', 'hide-and-new', 'none'] as const;
const whenNames = ['pull_request', 'nightly', 'manual', 'all'] as const;

export type CommandName = (typeof commandNames)[number];

/** What makes the step fail: what is wrong at all, also warnings, what could not be judged, nothing. */
export type FailOn = (typeof failOnNames)[number];

/** The step's inputs, as action.yml describes them. */
export interface Inputs {
  readonly command: CommandName;
  /** Branch or commit; `undefined`: the event's. */
  readonly base: string | undefined;
  readonly mode: Mode;
  readonly maxCostNanoUsd: NanoUsd | undefined;
  readonly failOn: FailOn;
  readonly comment: (typeof commentNames)[number];
  /** `undefined`: nothing of GitHub's API is used. */
  readonly token: string | undefined;
  /** Relative to the repository, forward slashes; '' is its root. */
  readonly workingDirectory: string;
  readonly shard: Shard | undefined;
  /** `undefined`: those that are due. */
  readonly suites: readonly string[] | undefined;
  readonly when: (typeof whenNames)[number];
  /** Folder with results of shards, relative to the workspace. */
  readonly results: string;
  readonly allowsPrivateHosts: boolean;
  /** Known answers are asked for again. */
  readonly isRefresh: boolean;
  /** False: nothing comes from GitHub's cache, and nothing goes there. */
  readonly usesCache: boolean;
}

/** @throws GalleyError `usage` naming the input that does not fit */
export function readInputs({ input }: Pick<Runner, 'input'>): Inputs {
  const suites = input('suites')
    .split(/[\s,]+/)
    .filter((id) => id !== '');
  return {
    command: oneOf('command', input('command'), commandNames),
    base: input('base') || undefined,
    mode: oneOf('mode', input('mode') || 'auto', modes),
    maxCostNanoUsd: readCost(input('max-cost')),
    failOn: oneOf('fail-on', input('fail-on'), failOnNames),
    comment: oneOf('comment', input('comment'), commentNames),
    token: input('github-token') || undefined,
    workingDirectory: readFolder('working-directory', input('working-directory')),
    shard: readShard(input('shard')),
    suites: suites.length === 0 ? undefined : suites,
    when: oneOf('when', input('when'), whenNames),
    results: readFolder('results', input('results')),
    allowsPrivateHosts: isTrue('allow-private-hosts', input('allow-private-hosts')),
    isRefresh: isTrue('refresh', input('refresh')),
    usesCache: oneOf('cache', input('cache'), ['true', 'false']) === 'true',
  };
}

function isTrue(input: string, value: string): boolean {
  return oneOf(input, value, ['false', 'true']) === 'true';
}

/** An input that is not given is the first. */
function oneOf<Name extends string>(
  input: string,
  value: string,
  names: readonly [Name, ...Name[]],
): Name {
  if (value === '') return names[0];
  const found = names.find((name) => name === value);
  if (found === undefined) throw unfit(input, `one of ${names.join(', ')}`);
  return found;
}

function readCost(value: string): NanoUsd | undefined {
  if (value === '') return undefined;
  try {
    return parseUsd(value);
  } catch (error) {
    if (error instanceof GalleyError) throw unfit('max-cost', 'US dollars such as 0.50');
    throw error;
  }
}

function readShard(value: string): Shard | undefined {
  if (value === '') return undefined;
  const [, index, count] = /^([1-9][0-9]{0,3})\/([1-9][0-9]{0,3})$/.exec(value) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index <= shard.count && shard.count <= 1000) return shard;
  throw unfit('shard', 'i/n from 1/1 to 1000/1000, such as 2/5');
}

function readFolder(input: string, value: string): string {
  const parts = value.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  const folder = parts.join('/');
  if (!/^([\\/]|[A-Za-z]:)/.test(value) && isFolderName(folder)) return folder;
  throw unfit(input, 'a folder inside the repository, in at most 200 characters');
}

function unfit(input: string, expected: string): GalleyError {
  return new GalleyError('usage', `the input \`${input}\` does not fit`, {
    hint: `Expected ${expected}.`,
  });
}
