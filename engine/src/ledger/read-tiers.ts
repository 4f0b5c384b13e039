import { GalleyError } from '../errors/galley-error.ts';
import { parseUsd } from '../units/nano-usd.ts';
import { isPlainObject } from '../units/own-value.ts';
import { defaultTiers, findTier, type TierLimits, type TierName, tierNames } from './tiers.ts';

const amounts = {
  run_usd: 'runNanoUsd',
  pull_request_usd: 'pullRequestNanoUsd',
  month_usd: 'monthNanoUsd',
  actor_usd: 'actorNanoUsd',
} as const;

/**
 * The operator's own tiers: JSON such as `{"free": {"run_usd": 0.10, "tokens_month": 500000}}`, with
 * the keys of `budgets`. A tier that is written replaces the built-in one whole.
 * @param place what the text is called in a message
 * @throws GalleyError `usage` for anything else
 */
export function readTiers(text: string, place: string): Readonly<Record<TierName, TierLimits>> {
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (cause) {
    throw wrong(place, 'is not JSON', cause);
  }
  if (!isPlainObject(written)) throw wrong(place, 'holds no tiers');
  const tiers: Record<TierName, TierLimits> = { ...defaultTiers };
  for (const [name, limits] of Object.entries(written)) {
    const tier = findTier(name);
    if (tier === undefined || !isPlainObject(limits)) {
      throw wrong(place, `holds ${JSON.stringify(name.slice(0, 40))}, which is no tier`);
    }
    tiers[tier] = readLimits(limits, `${place}, tier ${tier},`);
  }
  return tiers;
}

function readLimits(written: Readonly<Record<string, unknown>>, place: string): TierLimits {
  const limits: { -readonly [Key in keyof TierLimits]: TierLimits[Key] } = {};
  for (const [key, value] of Object.entries(written)) {
    if (key === 'tokens_month') {
      if (!Number.isSafeInteger(value) || Number(value) < 0) throw wrong(place, wantsTokens);
      limits.tokensMonth = Number(value);
    } else if (Object.hasOwn(amounts, key)) {
      limits[amounts[key as keyof typeof amounts]] = readDollars(value, key, place);
    } else throw wrong(place, `has ${JSON.stringify(key.slice(0, 40))}, which is no cap`);
  }
  return limits;
}

const wantsTokens = 'needs a whole number as tokens_month';

function readDollars(value: unknown, key: string, place: string): number {
  try {
    return parseUsd(String(value));
  } catch (cause) {
    throw wrong(place, `needs US dollars such as 0.50 as ${key}`, cause);
  }
}

function wrong(place: string, what: string, cause?: unknown): GalleyError {
  return new GalleyError('usage', `${place} ${what}`, {
    hint: `Write {"free": {"run_usd": 0.10}}: tiers ${tierNames.join(', ')}; caps ${Object.keys(amounts).join(', ')}, tokens_month.`,
    cause,
  });
}
