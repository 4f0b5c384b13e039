import type { Proof } from '../../proof/proof.ts';
import { sampleProof } from './sample-proof.ts';

/** Text that tries to be markup, a mention, a reference, a comment, a control sequence. */
export const hostileText =
  '<!-- x --> @acme/team ![p](http://evil.example/p.png) `a` ``` ~~~ | </details></summary><script> #12\n# h\n- l\n::error::x\u0007\u001b[31m\u202eabc\u2066 \\| $x$';

/** What no report may hold: control characters, and marks that turn the order of letters. */
export const unprintable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** Fields whose values Galley chooses itself. */
const ownFields = new Set(
  'schema what why kind code severity outcome mode from applies whenUnsure test state verdict exitCode headline'.split(
    ' ',
  ),
);

/** A proof in which every text that a repository or a model could have written is the given one. */
export function hostileProof(text: string): Proof {
  const proof = sampleProof();
  const full: Proof = {
    ...proof,
    project: 'team',
    policyChanges: [{ key: 'x', base: 'a', head: { b: 'c' }, applies: 'after-merge' }],
    validation: {
      ...proof.validation,
      alreadyOnBase: proof.validation.problems,
      renderedFailures: [
        { suite: 's', target: 't', caseId: 'c', check: 'k', reason: 'r', isOnBase: false },
      ],
    },
    changes: [
      ...proof.changes,
      {
        kind: 'part',
        id: 'p',
        file: 'f',
        what: 'renamed',
        from: { id: 'o', file: 'f' },
        isSemantic: false,
      },
      {
        kind: 'prompt',
        id: 'p',
        file: 'f',
        what: 'affected',
        path: ['part:a', 'prompt:b'],
        isSemantic: true,
      },
    ],
    renders: proof.renders.map((render) => ({
      ...render,
      why: 'affected',
      through: ['part:a', 'prompt:b'],
      note: 'note',
    })),
    evaluation: {
      ...proof.evaluation,
      notJudged: [{ suite: 's', target: 't', reason: 'r' }],
      otherTimes: [],
      notCovered: ['prompt'],
      weakened: [{ suite: 's', file: 'f', differences: ['d'], outcomes: [], isFailing: true }],
      editedExpectations: [{ suite: 's', caseId: 'c', base: 'b', head: { h: 'h' } }],
      suites: proof.evaluation.suites.map((suite) => ({
        ...suite,
        head: { ...suite.head, flakyCases: ['f'] },
      })),
    },
    findings: [
      ...proof.findings,
      {
        severity: 'error',
        code: 'rendered-check-failed',
        message: 'm',
        file: 'f',
        line: 1,
        column: 1,
        suite: 'other',
        target: 't',
        check: 'k',
        caseId: 'c',
      },
      { severity: 'warning', code: 'cost-increase', message: 'm', file: 'f', line: 1, column: 1 },
    ],
  };
  return infect(full, text) as Proof;
}

function infect(value: unknown, text: string): unknown {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((item) => infect(item, text));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      typeof item === 'string' && ownFields.has(key) ? item : infect(item, text),
    ]),
  );
}
