import { GalleyError } from '../../errors/galley-error.ts';
import { parseUsd } from '../../units/nano-usd.ts';
import type { YamlPath } from '../yaml/yaml-file.ts';
import type { FileReading } from './file-reading.ts';

/** A scalar as it is written, without quotes: amounts are never read as floats. */
export function writtenScalar(reading: FileReading, path: YamlPath): string | undefined {
  const text = reading.yaml.textAt(path)?.text ?? reading.yaml.rawAt(path);
  return text === '' ? undefined : text;
}

/** Nano-dollars of an amount; `undefined` when there is none, or when it is refused and reported. */
export function readAmount(reading: FileReading, path: YamlPath): number | undefined {
  const text = writtenScalar(reading, path);
  if (text === undefined) return undefined;
  try {
    return parseUsd(text);
  } catch (error) {
    if (!(error instanceof GalleyError)) throw error;
    reading.report('wrong-value', `\`${path.join('.')}\`: ${error.message}`, path, error.hint);
    return undefined;
  }
}
