import { GalleyError } from '../../errors/galley-error.ts';
import { rateFromUsdPerMillion } from '../../units/nano-usd.ts';
import { isPlainObject } from '../../units/own-value.ts';
import type { JsonValue } from '../nodes.ts';
import type { ModelAlias, PricingOverride, PricingRates, PricingTable } from '../project.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';
import { writtenScalar } from './read-amount.ts';

const rateKeys = {
  inputPer1mUsd: 'input_per_1m_usd',
  outputPer1mUsd: 'output_per_1m_usd',
  cachedInputPer1mUsd: 'cached_input_per_1m_usd',
  cacheWritePer1mUsd: 'cache_write_per_1m_usd',
  cacheWrite1hPer1mUsd: 'cache_write_1h_per_1m_usd',
} as const;

/** An alias's own prices, as they are written; an amount or a day that is none is reported. */
export function readPricing(
  reading: FileReading,
  path: YamlPath,
  written: JsonValue,
): NonNullable<ModelAlias['pricing']> {
  if (!Array.isArray(written)) return readEntry(reading, path, written);
  const entries = written.map((entry, index) => readEntry(reading, [...path, index], entry));
  for (const [index, { from }] of entries.entries()) {
    if (entries.findIndex((other) => other.from === from) === index) continue;
    const day = from === undefined ? 'without `from`' : `from ${from}`;
    const message = `\`${path.join('.')}\` holds two prices ${day}`;
    reading.report('wrong-value', message, [...path, index], 'give each its own first day');
  }
  return entries;
}

function readEntry(reading: FileReading, path: YamlPath, written: JsonValue): PricingOverride {
  const { service_tiers: serviceTiers } = isPlainObject(written) ? written : {};
  const text = (key: string) => writtenScalar(reading, [...path, key]);
  const [from, asOf, source] = [text('from'), text('as_of'), text('source')];
  for (const key of ['from', 'as_of']) checkDate(reading, [...path, key]);
  return {
    ...readTable(reading, path, written),
    ...(isPlainObject(serviceTiers) && {
      serviceTiers: Object.fromEntries(
        Object.entries(serviceTiers).map(([name, table]) => [
          name,
          readTable(reading, [...path, 'service_tiers', name], table as JsonValue),
        ]),
      ),
    }),
    ...(from !== undefined && { from }),
    ...(asOf !== undefined && { asOf }),
    ...(source !== undefined && { source }),
  };
}

function readTable(reading: FileReading, path: YamlPath, written: JsonValue): PricingTable {
  const tiers = isPlainObject(written) && Array.isArray(written.tiers) ? written.tiers : undefined;
  if (!tiers) return readRates(reading, path);
  const read = tiers.map((tier, index) => ({
    ...readRates(reading, [...path, 'tiers', index]),
    aboveTokens: isPlainObject(tier) ? Number(tier.above_tokens) : 0,
  }));
  for (const [index, { aboveTokens }] of read.entries()) {
    if (read.findIndex((other) => other.aboveTokens === aboveTokens) === index) continue;
    const message = `\`${[...path, 'tiers'].join('.')}\` holds two prices above ${aboveTokens} tokens`;
    reading.report('wrong-value', message, [...path, 'tiers', index], 'remove one of them');
  }
  return { ...readRates(reading, path), tiers: read };
}

function readRates(reading: FileReading, path: YamlPath): PricingRates {
  const rates = Object.entries(rateKeys).flatMap(([name, key]): [string, string][] => {
    checkRate(reading, [...path, key]);
    const text = writtenScalar(reading, [...path, key]);
    return text === undefined ? [] : [[name, text]];
  });
  return { inputPer1mUsd: '0', outputPer1mUsd: '0', ...Object.fromEntries(rates) };
}

function checkRate(reading: FileReading, path: YamlPath): void {
  const text = writtenScalar(reading, path);
  if (text === undefined) return;
  try {
    rateFromUsdPerMillion(text);
  } catch (error) {
    if (!(error instanceof GalleyError)) throw error;
    reading.report('wrong-value', `\`${path.join('.')}\`: ${error.message}`, path, error.hint);
  }
}

function checkDate(reading: FileReading, path: YamlPath): void {
  const text = writtenScalar(reading, path);
  if (text === undefined) return;
  const date = new Date(`${text}T00:00:00Z`);
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return;
  const message = `\`${path.join('.')}\`: there is no day ${text}`;
  reading.report('wrong-value', message, path, 'write a date as year-month-day: 2026-11-01');
}
