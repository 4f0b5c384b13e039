import type { Shard } from '@galley/engine/evaluate';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** Which suites and cases `galley eval` runs, and which part of them. */
export interface SelectionOptions {
  readonly when: 'pull_request' | 'nightly' | 'manual' | 'all';
  readonly since?: string;
  readonly filter?: readonly FilterRequest[];
  readonly sample?: number;
  readonly seed: string;
  readonly shard?: Shard;
}

/** One `--filter kind=value`. */
export interface FilterRequest {
  readonly kind: 'id' | 'tag' | 'failed';
  /** `undefined` for a bare `failed`: the last finished run. */
  readonly value: string | undefined;
}

const mostShards = 1000;

/** Adds `--when --since --filter --sample --seed --shard`. */
export function addSelectionOptions(command: Command): Command {
  return command
    .optionsGroup('Which cases:')
    .addOption(
      new Option('--when <when>', 'suites to run when none is named, by their `when`')
        .choices(['pull_request', 'nightly', 'manual', 'all'])
        .default('pull_request'),
    )
    .option('--since <revision>', 'only suites that changed, or reach what changed, since then')
    .option(
      '--filter <kind=value>',
      'only some cases: id=<id or glob>, tag=<tag>, failed, failed=<results.jsonl> (repeatable)',
      (text: string, previous: readonly FilterRequest[] | undefined) => [
        ...(previous ?? []),
        parseFilter(text),
      ],
    )
    .option('--sample <n>', 'only so many cases of each suite, drawn by --seed', parseSize)
    .option('--seed <text>', 'decides which cases --sample draws', '1')
    .option('--shard <i/n>', 'only this part of the cases, for `galley merge`', parseShard);
}

function parseFilter(text: string): FilterRequest {
  if (text === 'failed') return { kind: 'failed', value: undefined };
  const [, kind, value] = /^(id|tag|failed)=(.+)$/s.exec(text) ?? [];
  if (kind !== undefined && value !== undefined) {
    return { kind: kind as FilterRequest['kind'], value };
  }
  throw new InvalidArgumentError('Expected id=<id or glob>, tag=<tag>, failed or failed=<file>.');
}

function parseSize(text: string): number {
  if (/^[1-9][0-9]{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 1.');
}

function parseShard(text: string): Shard {
  const [, index, count] = /^([1-9][0-9]{0,3})\/([1-9][0-9]{0,3})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index <= shard.count && shard.count <= mostShards) return shard;
  throw new InvalidArgumentError(
    `Expected i/n from 1/1 to ${mostShards}/${mostShards}, such as 2/5.`,
  );
}
