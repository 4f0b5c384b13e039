import { openContractValidator } from './json-contracts.ts';

const text = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string', minLength: 1 } },
};
const positive = { type: 'integer', minimum: 1 };
const closed = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

const location = closed(
  {
    physicalLocation: closed(
      {
        artifactLocation: closed(
          // Relative, as code scanning wants it: no scheme, no root, no step upwards.
          {
            uri: { type: 'string', pattern: '^(?!/|[a-z]+:|\\.\\./)[^\\s\\\\]+$' },
            uriBaseId: { const: '%SRCROOT%' },
          },
          ['uri'],
        ),
        region: closed({ startLine: positive, startColumn: positive }, ['startLine']),
      },
      ['artifactLocation', 'region'],
    ),
  },
  ['physicalLocation'],
);

/**
 * The part of SARIF 2.1.0 that Galley writes, closed against everything else.
 * @source OASIS SARIF 2.1.0, sections 3.13, 3.14, 3.19, 3.20, 3.27, 3.49; GitHub's "SARIF support for code scanning"
 */
const shape = closed(
  {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: closed(
        {
          tool: closed({
            driver: closed(
              {
                name: { const: 'Galley' },
                rules: {
                  type: 'array',
                  uniqueItems: true,
                  items: closed({ id: { type: 'string', minLength: 1 }, shortDescription: text }, [
                    'id',
                  ]),
                },
              },
              ['name', 'rules'],
            ),
          }),
          columnKind: { const: 'utf16CodeUnits' },
          results: {
            type: 'array',
            items: closed(
              {
                ruleId: { type: 'string', minLength: 1 },
                level: { enum: ['none', 'note', 'warning', 'error'] },
                message: text,
                locations: { type: 'array', minItems: 1, items: location },
                partialFingerprints: {
                  type: 'object',
                  minProperties: 1,
                  additionalProperties: { type: 'string', pattern: '^[0-9a-f]{64}$' },
                },
              },
              ['ruleId', 'level', 'message', 'locations', 'partialFingerprints'],
            ),
          },
          invocations: {
            type: 'array',
            items: closed(
              {
                executionSuccessful: { type: 'boolean' },
                toolExecutionNotifications: {
                  type: 'array',
                  items: closed({ level: { const: 'error' }, message: text }, ['message']),
                },
              },
              ['executionSuccessful'],
            ),
          },
        },
        ['tool', 'results', 'invocations'],
      ),
    },
  },
  ['$schema', 'version', 'runs'],
);

const validate = openContractValidator(shape);

interface SarifLog {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly partialFingerprints: object;
      }[];
    },
  ];
}

/** What is wrong with a SARIF log; its rules and fingerprints are looked at too. */
export function sarifFaults(text: string): string[] {
  const log: SarifLog = JSON.parse(text);
  const faults = validate(log);
  if (faults.length > 0) return faults;
  const [{ tool, results }] = log.runs;
  const known = new Set(tool.driver.rules.map(({ id }) => id));
  const prints = results.map((result) => JSON.stringify(result.partialFingerprints));
  return [
    ...(known.size < tool.driver.rules.length ? ['two rules of one id'] : []),
    ...results.flatMap(({ ruleId }) => (known.has(ruleId) ? [] : [`no rule ${ruleId}`])),
    ...(new Set(prints).size < prints.length ? ['two results of one fingerprint'] : []),
  ];
}
