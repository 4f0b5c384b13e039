import type { Finding, Proof } from '../../proof/proof.ts';
import type { Command } from './contract.ts';

/** Somebody's word that a verdict is taken as it is; worth something for one commit of one project. */
export interface Acceptance {
  readonly project: string;
  readonly suite: string;
  /** Absent: everything that the suite says. */
  readonly check?: string;
  /** Full id of the head commit whose verdict was seen. */
  readonly head: string;
  /** Login of who accepts. */
  readonly by: string;
  /** One plain line, as written. */
  readonly reason: string;
}

export type AcceptanceRefusal =
  /** No suite, or no check of it, has this name here. */
  | 'unknown'
  /** Several have; the project's folder in front tells them apart. */
  | 'ambiguous'
  /** It blocks nothing. */
  | 'nothing-to-accept'
  /** What blocks is no judgement: a problem in a document, money, or a case that was not executed. */
  | 'cannot-be-accepted';

export type AcceptanceResult =
  | { readonly acceptance: Acceptance; readonly refused?: undefined }
  | { readonly acceptance?: undefined; readonly refused: AcceptanceRefusal };

/** Judgements on answers; everything else must be mended or paid for. */
export const acceptableCodes: ReadonlySet<Finding['code']> = new Set<Finding['code']>([
  'worse',
  'inconclusive',
  'flip-confirmed',
  'hard-check-failed',
  'minimum-missed',
  'suite-weakened',
]);

/**
 * Finds what `/galley accept <suite>[/<check>] <reason>` means in the proofs of the commit that somebody
 * saw. A check's name may be written with `-` for everything that is no letter or digit, in any letter
 * case; where several projects have the suite, the project's folder stands in front of it.
 * @param by login of a person who may accept (`decidePermission`)
 */
export function acceptVerdict(
  proofs: readonly Proof[],
  { of, reason }: NonNullable<Command['verdict']>,
  by: string,
): AcceptanceResult {
  const named = proofs.flatMap((proof) =>
    judgementsOf(proof)
      .filter((judgement) => isNamed(judgement, of))
      .map((judgement) => ({ proof, judgement })),
  );
  const [first] = named;
  if (first === undefined) return { refused: 'unknown' };
  if (named.length > 1) return { refused: 'ambiguous' };
  const { proof, judgement } = first;
  const { project, suite, check } = judgement;
  const blocking = proof.findings.filter(
    (finding) => finding.severity === 'error' && isAbout(finding, judgement),
  );
  if (blocking.length === 0) return { refused: 'nothing-to-accept' };
  if (!blocking.some(({ code }) => acceptableCodes.has(code))) {
    return { refused: 'cannot-be-accepted' };
  }
  const { head } = proof.revisions;
  const acceptance = { project, suite, ...(check !== undefined && { check }), head, by, reason };
  return { acceptance };
}

/** Whether a finding is what somebody accepted. */
export function isAbout(
  finding: Finding,
  { suite, check }: Pick<Acceptance, 'suite' | 'check'>,
): boolean {
  return finding.suite === suite && (check === undefined || finding.check === check);
}

type Judgement = Pick<Acceptance, 'project' | 'suite' | 'check'>;

/** Every suite that a proof speaks of, by itself and with each check. */
function judgementsOf({ project, evaluation, findings }: Proof): Judgement[] {
  const checksOf = new Map<string, Set<string>>();
  const note = (suite: string, check?: string) => {
    const checks = checksOf.get(suite) ?? new Set();
    checksOf.set(suite, checks);
    if (check !== undefined) checks.add(check);
  };
  for (const { suite, comparisons } of evaluation.suites) {
    note(suite);
    for (const { name } of comparisons) note(suite, name);
  }
  for (const { suite, check } of findings) if (suite !== undefined) note(suite, check);
  return [...checksOf].flatMap(([suite, checks]): Judgement[] => [
    { project, suite },
    ...[...checks].map((check) => ({ project, suite, check })),
  ]);
}

function isNamed({ project, suite, check }: Judgement, of: string): boolean {
  const names = project === '' ? [suite] : [suite, `${project}/${suite}`];
  if (check === undefined) return names.includes(of);
  return names.some((name) => {
    if (!of.startsWith(`${name}/`)) return false;
    const written = of.slice(name.length + 1);
    return written === check || slugOf(written) === slugOf(check);
  });
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
