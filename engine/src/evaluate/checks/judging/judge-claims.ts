import { isPlainObject } from '../../../units/own-value.ts';
import { showValue } from '../../show-text.ts';
import type { Finding } from '../contract.ts';
import { type JudgeTurn, scored } from './judge-plug.ts';
import type { JudgeQuestion } from './judge-question.ts';
import { sumSpent } from './sum-spent.ts';

/** More claims than this are an error: nobody reads them, and a judge loses count. */
const mostClaims = 100;

/**
 * The share of a text's claims that a context supports, asked in two steps: the claims are listed
 * without sight of the context, so that it cannot hide one; then each is judged against it. A text
 * without a claim claims nothing false: 1.
 */
export async function judgeClaims(
  { text, context }: { readonly text: string; readonly context: string },
  { min, ask }: Pick<JudgeTurn, 'min' | 'ask'>,
): Promise<Finding> {
  const listed = await ask(claimsQuestion(text));
  if (listed.kind !== 'given') return listed;
  const claims = listed.verdict;
  if (claims.length === 0) return scored(1, min, 'there is no claim in it', listed.spent);
  const judged = await ask(supportQuestion(claims, context));
  const spent = sumSpent([listed.spent, ...(judged.spent === undefined ? [] : [judged.spent])]);
  if (judged.kind !== 'given') return { ...judged, spent };
  const unsupported = claims.filter((_, index) => judged.verdict[index] !== true);
  const supported = claims.length - unsupported.length;
  const first = unsupported[0];
  const why =
    `the context supports ${supported} of ${claims.length} claims` +
    (first === undefined ? '' : `, not ${showValue(first)}`);
  return scored(supported / claims.length, min, why, spent);
}

function claimsQuestion(text: string): JudgeQuestion<readonly string[]> {
  return {
    task: [
      'You are listing the claims in a text: every statement of fact in it, each as one sentence ' +
        'that can be understood alone. Leave out questions, greetings, wishes and opinions. ' +
        'List what the text claims, whether or not it is true.',
    ],
    texts: { text },
    form: `Answer with JSON only: {"claims": ["<one sentence>", …]}, at most ${mostClaims}; an empty list when there is none.`,
    schema: {
      type: 'object',
      required: ['claims'],
      properties: { claims: { type: 'array', items: { type: 'string' } } },
      additionalProperties: false,
    },
    read: ({ claims }) =>
      Array.isArray(claims) &&
      claims.length <= mostClaims &&
      claims.every((claim) => typeof claim === 'string')
        ? claims
        : undefined,
  };
}

/** One verdict per claim, in their order. */
function supportQuestion(
  claims: readonly string[],
  context: string,
): JudgeQuestion<readonly boolean[]> {
  const numbered = claims.map((claim, index) => `${index + 1}. ${claim.replaceAll('\n', ' ')}`);
  return {
    task: [
      'You are checking numbered claims against a context. A claim is supported when the context ' +
        'states it or it follows from the context; what you know besides does not count.',
    ],
    texts: { context, claims: numbered.join('\n') },
    form:
      'Answer with JSON only, one entry for each claim in their order: ' +
      '{"verdicts": [{"claim": <number>, "reason": "<one sentence>", "supported": <true | false>}, …]}.',
    schema: {
      type: 'object',
      required: ['verdicts'],
      properties: {
        verdicts: {
          type: 'array',
          items: {
            type: 'object',
            required: ['claim', 'reason', 'supported'],
            properties: {
              claim: { type: 'integer' },
              reason: { type: 'string', description: 'One sentence: why.' },
              supported: { type: 'boolean' },
            },
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    },
    read: ({ verdicts }) => readVerdicts(verdicts, claims.length),
  };
}

function readVerdicts(verdicts: unknown, count: number): readonly boolean[] | undefined {
  if (!Array.isArray(verdicts) || verdicts.length !== count) return undefined;
  const isComplete = verdicts.every(
    (verdict, index) =>
      isPlainObject(verdict) &&
      verdict.claim === index + 1 &&
      typeof verdict.reason === 'string' &&
      typeof verdict.supported === 'boolean',
  );
  return isComplete ? verdicts.map((verdict) => verdict.supported as boolean) : undefined;
}
