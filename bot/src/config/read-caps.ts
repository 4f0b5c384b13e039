import { GalleyError } from '@galley/engine/errors';
import { defaultTiers, type TierLimits, type TierName, tierNames } from '@galley/engine/ledger';
import { parseUsd } from '@galley/engine/units';
import { fault, knownEntries, type Placed, readInteger } from './yaml-shape.ts';

const amounts = {
  run_usd: 'runNanoUsd',
  pull_request_usd: 'pullRequestNanoUsd',
  month_usd: 'monthNanoUsd',
  actor_usd: 'actorNanoUsd',
} as const;
const amountKeys = Object.keys(amounts) as (keyof typeof amounts)[];

/** Every tier; one that is written replaces the built-in one whole. */
export function readTiersOf(at: Placed | undefined): Readonly<Record<TierName, TierLimits>> {
  if (at === undefined) return defaultTiers;
  const written = [...knownEntries(at, tierNames)].map(([name, limits]) => [
    name,
    readCaps(limits),
  ]);
  return { ...defaultTiers, ...Object.fromEntries(written) };
}

/** The caps that are written, in US dollars and tokens. */
export function readCaps(at: Placed | undefined): TierLimits {
  if (at === undefined) return {};
  const limits: { -readonly [Key in keyof TierLimits]: TierLimits[Key] } = {};
  for (const [key, entry] of knownEntries(at, [...amountKeys, 'tokens_month'])) {
    if (key === 'tokens_month') {
      const tokens = readInteger(entry, 0);
      if (tokens !== undefined) limits.tokensMonth = tokens;
    } else {
      const amount = readDollars(entry);
      if (amount !== undefined) limits[amounts[key]] = amount;
    }
  }
  return limits;
}

function readDollars(at: Placed): number | undefined {
  try {
    if (typeof at.value === 'number' || typeof at.value === 'string') return parseUsd(at.value);
  } catch (error) {
    if (!(error instanceof GalleyError)) throw error;
  }
  fault(at, 'wrong-value', 'expected US dollars such as 0.50');
  return undefined;
}
