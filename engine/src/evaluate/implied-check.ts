import type { Check, PromptBody, Suite } from '../library/nodes.ts';

const impliedName = 'output schema';

/**
 * The suite's checks as they apply to one prompt: under `format: json` the check `output schema`
 * stands first, unasked. It fails an answer that is not bare JSON, or does not fit the schema. Checks
 * of all answers together (`sql`) are no part of it.
 */
export function checksFor(suite: Suite, body: PromptBody): readonly Check[] {
  const checks = suite.checks.filter(({ key }) => key !== 'sql');
  if (body.output.format !== 'json') return checks;
  const implied: Check = {
    key: 'json_schema',
    argument: body.output.schema ?? true,
    name: freeName([...suite.checks, ...suite.cases.flatMap((item) => item.checks ?? [])]),
    of: 'output',
    isNegated: false,
    weight: undefined,
    isHard: false,
    at: { line: 1, column: 1 },
  };
  return [implied, ...checks];
}

/** A suite or a case may have used the name for a check of its own. */
function freeName(checks: readonly Check[]): string {
  const taken = new Set(checks.map((check) => check.name));
  let name = impliedName;
  while (taken.has(name)) name += ' of the prompt';
  return name;
}
