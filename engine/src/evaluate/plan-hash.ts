import { askedAlias, flatChecks } from '../library/asked-alias.ts';
import type { Library } from '../library/library.ts';
import type { Case, Check } from '../library/nodes.ts';
import type { CommandDeclaration, ModelAlias } from '../library/project.ts';
import type { Mode } from '../models/answer.ts';
import { hashValue, sha256 } from '../units/content-hash.ts';
import type { PlannedSuite } from './evaluation-plan.ts';

const planVersion = 1;

export interface PlanHashContext {
  readonly side: 'base' | 'head';
  readonly mode: Mode;
  readonly library: Library;
  readonly judges: ReadonlyMap<string, ModelAlias>;
  readonly commands: ReadonlyMap<string, CommandDeclaration>;
}

/**
 * Hexadecimal sha256 over everything that decides an evaluation's requests and checks: prompts with
 * all they reach, resolved models and judges, cases, checks, repeats and mode. Where things stand in
 * their files does not count.
 */
export function hashPlan(suites: readonly PlannedSuite[], context: PlanHashContext): string {
  const { library } = context;
  const casesHashes = new Map<readonly Case[], string>();
  const hashOfCases = (cases: readonly Case[]) => {
    const known = casesHashes.get(cases) ?? sha256(JSON.stringify(cases.map(caseIdentity)));
    casesHashes.set(cases, known);
    return known;
  };
  return hashValue({
    v: planVersion,
    side: context.side,
    mode: context.mode,
    ...guardrailsOf(context.library),
    arms: suites.flatMap(({ arms }) =>
      arms.map((arm) => ({
        suite: arm.suite,
        target: arm.target,
        prompt: arm.prompt.closureHash,
        model: resolvedModel(library.project.models.get(arm.asks ?? arm.model), library),
        parameters: arm.parameters,
        checks: arm.checks.map((check) => checkIdentity(check, context)),
        ...(arm.suiteChecks && { suiteChecks: arm.suiteChecks.map((check) => check.argument) }),
        ...outsideCases(arm.cases, context),
        cases: hashOfCases(arm.cases),
        repeats: arm.repeats,
        repeatOffset: arm.repeatOffset,
        passAtLeast: arm.passAtLeast ?? null,
      })),
    ),
  });
}

/** A group's argument says what its members are. */
function caseIdentity(item: Case): object {
  if (item.checks === undefined) return item;
  const checks = item.checks.map(({ at: _, file: __, members: ___, ...identity }) => identity);
  return { ...item, checks };
}

function checkIdentity(check: Check, context: PlanHashContext): object {
  const { at: _, weight, min, model: __, members, ...identity } = check;
  return {
    ...identity,
    weight: weight ?? null,
    min: min ?? null,
    judge: resolvedJudge(check, context),
    ...(check.key === 'command' && { program: programOf(check, context) }),
    ...(members && { members: members.map((member) => checkIdentity(member, context)) }),
  };
}

function resolvedJudge(check: Check, { judges, library }: PlanHashContext) {
  const alias = askedAlias(check);
  return alias === undefined ? null : resolvedModel(judges.get(alias), library);
}

function programOf(check: Check, { commands }: PlanHashContext) {
  return commands.get(String(check.argument)) ?? null;
}

/** Who judges the checks that cases bring along; the checks themselves are in the cases' own hash. */
function outsideCases(cases: readonly Case[], context: PlanHashContext) {
  const asked = cases.flatMap((item) =>
    [...flatChecks(item.checks ?? [])].flatMap((check): unknown[] => {
      if (check.key === 'command') return [programOf(check, context)];
      return askedAlias(check) === undefined ? [] : [resolvedJudge(check, context)];
    }),
  );
  return asked.length === 0 ? {} : { ofCases: asked };
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

/** Results that nobody looked at for alerts are not those of a plan that looks. */
function guardrailsOf({ project }: Pick<Library, 'project'>): { guardrails?: readonly string[] } {
  const { guardrails = [] } = project;
  return guardrails.length === 0 ? {} : { guardrails: guardrails.toSorted() };
}
