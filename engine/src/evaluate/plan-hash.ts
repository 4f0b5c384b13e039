import type { Library } from '../library/library.ts';
import type { Case, Check } from '../library/nodes.ts';
import type { ModelAlias } from '../library/project.ts';
import type { Mode } from '../models/answer.ts';
import { hashValue, sha256 } from '../units/content-hash.ts';
import { judgeAlias } from './checks/judge-call.ts';
import type { PlannedSuite } from './evaluation-plan.ts';

const planVersion = 1;

export interface PlanHashContext {
  readonly side: 'base' | 'head';
  readonly mode: Mode;
  readonly library: Library;
  readonly judges: ReadonlyMap<string, ModelAlias>;
}

/**
 * Hexadecimal sha256 over everything that decides an evaluation's requests and checks: prompts with
 * all they reach, resolved models and judges, cases, checks, repeats and mode. Where things stand in
 * their files does not count.
 */
export function hashPlan(suites: readonly PlannedSuite[], context: PlanHashContext): string {
  const { library, judges } = context;
  const casesHashes = new Map<readonly Case[], string>();
  const hashOfCases = (cases: readonly Case[]) => {
    const known = casesHashes.get(cases) ?? sha256(JSON.stringify(cases));
    casesHashes.set(cases, known);
    return known;
  };
  return hashValue({
    v: planVersion,
    side: context.side,
    mode: context.mode,
    arms: suites.flatMap(({ arms }) =>
      arms.map((arm) => ({
        suite: arm.suite,
        target: arm.target,
        prompt: arm.prompt.closureHash,
        model: resolvedModel(library.project.models.get(arm.asks ?? arm.model), library),
        parameters: arm.parameters,
        checks: arm.checks.map((check) => checkIdentity(check, judges, library)),
        cases: hashOfCases(arm.cases),
        repeats: arm.repeats,
        repeatOffset: arm.repeatOffset,
        passAtLeast: arm.passAtLeast ?? null,
      })),
    ),
  });
}

function checkIdentity(check: Check, judges: ReadonlyMap<string, ModelAlias>, library: Library) {
  const { at: _, weight, min, model: __, ...identity } = check;
  return {
    ...identity,
    weight: weight ?? null,
    min: min ?? null,
    judge: check.key === 'judge' ? resolvedModel(judges.get(judgeAlias(check)), library) : null,
  };
}

/** What an alias stands for: where it is asked, and for a fake the text of its rules. */
function resolvedModel(alias: ModelAlias | undefined, { project, scriptedFiles }: Library) {
  if (alias === undefined) return null;
  const provider = project.providers.get(alias.provider);
  const script = provider?.type === 'scripted' ? provider.file : undefined;
  const text = script === undefined ? undefined : scriptedFiles.get(script);
  return {
    alias: alias.alias,
    name: alias.name,
    parameters: alias.parameters,
    provider: withoutUndefined(provider ?? { name: alias.provider }),
    script: text === undefined ? null : sha256(text),
  };
}

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}
