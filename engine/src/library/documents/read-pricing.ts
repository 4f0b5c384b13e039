import { GalleyError } from '../../errors/galley-error.ts';
import { rateFromUsdPerMillion } from '../../units/nano-usd.ts';
import type { PricingOverride } from '../project.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';
import { writtenScalar } from './read-amount.ts';

/** An alias's own prices, as they are written; an amount or a day that is none is reported. */
export function readPricing(reading: FileReading, path: YamlPath): PricingOverride {
  for (const key of ['input_per_1m_usd', 'output_per_1m_usd', 'cached_input_per_1m_usd']) {
    checkRate(reading, [...path, key]);
  }
  checkDate(reading, [...path, 'as_of']);
  const text = (key: string) => writtenScalar(reading, [...path, key]);
  const cached = text('cached_input_per_1m_usd');
  const asOf = text('as_of');
  const source = text('source');
  return {
    inputPer1mUsd: text('input_per_1m_usd') ?? '0',
    outputPer1mUsd: text('output_per_1m_usd') ?? '0',
    ...(cached !== undefined && { cachedInputPer1mUsd: cached }),
    ...(asOf !== undefined && { asOf }),
    ...(source !== undefined && { source }),
  };
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
