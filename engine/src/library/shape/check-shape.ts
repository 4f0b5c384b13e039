import { type SchemaError, type SchemaKind, validators } from '@galley/schema';
import type { Problem } from '../../errors/problem.ts';
import type { YamlFile } from '../yaml/yaml-file.ts';
import { explainKeys } from './explain-keys.ts';
import { wrongType } from './explain-type.ts';
import { tooFewItems, wrongValue } from './explain-value.ts';
import { exampleHint, type ShapeFault, valueIn } from './shape-fault.ts';

/** More faults of one file than this are not listed. */
const mostProblems = 100;

/** Every way in which a file does not fit its schema, one problem per mistake, in the words of the manual. */
export function checkShape(yaml: YamlFile, kind: SchemaKind): Problem[] {
  const errors = withoutMeant(validators[kind](yaml.value));
  return errors.slice(0, mostProblems).map((error) => {
    const fault = explain(yaml, kind, error);
    const { code, message, path, at } = fault;
    const hint = fault.hint ?? exampleHint(kind, yaml, path);
    const position = at === 'key' ? yaml.keyAt(path) : yaml.valueAt(path);
    const problem = { code, severity: 'error' as const, message, file: yaml.file, ...position };
    return hint ? { ...problem, hint } : problem;
  });
}

type MeantError = SchemaError & { readonly meant?: string };

/** One key too many and one too few in the same map is one mistake: the one was meant as the other. */
function withoutMeant(errors: readonly SchemaError[]): MeantError[] {
  const ofMap = new Map<string, { missing: SchemaError[]; unknown: SchemaError[] }>();
  for (const error of errors) {
    const key = JSON.stringify(error.path);
    const here = ofMap.get(key) ?? { missing: [], unknown: [] };
    ofMap.set(key, here);
    if (error.keyword === 'required') here.missing.push(error);
    if (error.keyword === 'additionalProperties') here.unknown.push(error);
  }
  const meant = new Map<SchemaError, string | undefined>();
  for (const { missing, unknown } of ofMap.values()) {
    const [lacking, stray] = [missing[0], unknown[0]];
    if (!lacking || !stray || missing.length + unknown.length > 2) continue;
    meant.set(lacking, undefined);
    meant.set(stray, String(lacking.params.missingProperty));
  }
  return errors.flatMap((error): MeantError[] => {
    if (!meant.has(error)) return [error];
    const wanted = meant.get(error);
    return wanted === undefined ? [] : [{ ...error, meant: wanted }];
  });
}

function explain(yaml: YamlFile, kind: SchemaKind, error: MeantError): ShapeFault {
  const ofKeys = explainKeys(yaml, kind, error);
  if (ofKeys !== undefined) return ofKeys;
  const { path, keyword, params } = error;
  const value = valueIn(yaml.value, path);
  switch (keyword) {
    case 'type':
      return wrongType(yaml, path, params.type, value);
    case 'minItems':
      return tooFewItems(path);
    default:
      return wrongValue(kind, yaml, error, value);
  }
}
