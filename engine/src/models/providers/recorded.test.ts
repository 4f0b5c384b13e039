import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createProviderBench } from '../testing/provider-bench.ts';
import { sendJson } from '../testing/vendor-server.ts';
import type { WireDialect } from '../testing/wire-dialect.ts';
import { wireDialects } from '../testing/wire-dialects.ts';
import type { ProviderAnswer } from './contract.ts';

/** A response body in the shape that the vendor documents, and the answer it is. */
interface Recorded {
  readonly about: string;
  /** Default 200. */
  readonly status?: number;
  readonly body: unknown;
  /** Counts that the vendor does not say are left out. */
  readonly expected: Omit<ProviderAnswer, 'latencyMs'>;
}

const dialects = Object.values(wireDialects).flat();

describe.each(dialects)('recorded bodies: $name', (dialect) => {
  const folder = new URL(`recorded/${dialect.recordedIn ?? dialect.name}/`, import.meta.url);
  const names = existsSync(folder)
    ? readdirSync(folder).map((file) => file.replace(/\.json$/, ''))
    : [];

  it('cover what the vendor can say', () => {
    expect(names).toEqual(expect.arrayContaining(expectedNames(dialect)));
  });

  it.each(names)('reads %s', async (name) => {
    const recorded: Recorded = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
    const { ask } = createProviderBench(dialect);
    const { result } = await ask((response) =>
      sendJson(response, recorded.status ?? 200, recorded.body),
    );
    expect(result).toEqual({
      ok: true,
      answer: { ...recorded.expected, latencyMs: expect.any(Number) },
    });
  });
});

function expectedNames({ says = {} }: WireDialect): string[] {
  return [
    'plain',
    ...(says.toolCalls === false ? [] : ['tool-call']),
    ...(says.cachedTokens === false ? [] : ['cached-tokens']),
    ...(says.reasoningTokens === false ? [] : ['reasoning-tokens']),
    ...(says.refusals === false ? [] : ['refusal']),
  ];
}
