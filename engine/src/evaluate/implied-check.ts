import type { Check, PromptBody, Suite } from '../library/nodes.ts';

const impliedName = 'output schema';

/**
 * The suite's checks as they apply to one prompt: under `format: json` the check `output schema`
 * stands first, unasked. It fails an answer that is not bare JSON, or does not fit the schema.
 */
export function checksFor(suite: Suite, body: PromptBody): readonly Check[] {
  if (body.output.format !== 'json') return suite.checks;
  const implied: Check = {
    key: 'json_schema',
    argument: body.output.schema ?? true,
    name: freeName(suite.checks),
    of: 'output',
    isNegated: false,
    weight: undefined,
    isHard: false,
    at: { line: 1, column: 1 },
  };
  return [implied, ...suite.checks];
}

/** A suite may have used the name for a check of its own. */
function freeName(checks: readonly Check[]): string {
  const taken = new Set(checks.map((check) => check.name));
  let name = impliedName;
  while (taken.has(name)) name += ' of the prompt';
  return name;
}
