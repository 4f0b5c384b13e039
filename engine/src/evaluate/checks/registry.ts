import type { CheckKey } from '../../library/nodes.ts';
import { contains } from './contains.ts';
import type { CheckPlug } from './contract.ts';
import { costUsd } from './cost-usd.ts';
import { endsWith } from './ends-with.ts';
import { equals } from './equals.ts';
import { expected } from './expected.ts';
import { icontains } from './icontains.ts';
import { jsonSchema } from './json-schema.ts';
import { judge } from './judge.ts';
import { latencyMs } from './latency-ms.ts';
import { length } from './length.ts';
import { regex } from './regex.ts';
import { startsWith } from './starts-with.ts';

/** Every kind of check, by its key in a document. */
export const checkPlugs: Readonly<Record<CheckKey, CheckPlug>> = {
  equals,
  expected,
  contains,
  icontains,
  starts_with: startsWith,
  ends_with: endsWith,
  regex,
  json_schema: jsonSchema,
  length,
  latency_ms: latencyMs,
  cost_usd: costUsd,
  judge,
};
