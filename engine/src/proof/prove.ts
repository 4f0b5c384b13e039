import { createRenderCase } from '../evaluate/render-case.ts';
import { createRenderer } from '../render/create-renderer.ts';
import type { OpenedChange } from './change.ts';
import { dataRuleChanges } from './data-rule-changes.ts';
import { decideVerdict } from './decide-verdict.ts';
import { droppedSchemas } from './dropped-schemas.ts';
import { type EffectivePolicy, effectivePolicy } from './effective-policy.ts';
import { evaluateChange } from './evaluate-change.ts';
import { findFindings } from './find-findings.ts';
import { policyChanges } from './policy-changes.ts';
import type { Proof } from './proof.ts';
import { proofScope, reachedSuites, wantedScope } from './proof-scope.ts';
import type { ProveOptions } from './prove-options.ts';
import { renderChanges } from './render-changes.ts';
import { renderedFailures } from './rendered-checks.ts';
import { sideLibraries } from './side-libraries.ts';
import { partProblems } from './validate-change.ts';
import { versionBumps } from './version-bumps.ts';

/** Both sides' policy for an opened change, as `prove` will apply it: a door sizes its budget by it. */
export function policyOf(change: OpenedChange): EffectivePolicy {
  return effectivePolicy(change.policy, change.base.project, change.head.project);
}

/**
 * The main job: what a change does to one project, judged against base. Validates, renders, runs both
 * sides on the same cases, compares, prices, and gives a verdict; equal inputs give an equal Proof.
 * @throws GalleyError `interrupted`, and what a desk throws for missing secrets and refused hosts
 */
export async function prove(change: OpenedChange, options: ProveOptions): Promise<Proof> {
  const policy = policyOf(change);
  const libraries = sideLibraries(change, policy);
  const renderer = createRenderer();
  const render = {
    base: createRenderCase(libraries.base, renderer),
    head: createRenderCase(libraries.head, renderer),
  };
  const { wanted } = options;
  const scope = wanted === undefined ? proofScope(change) : wantedScope(change, wanted);
  const { problems, alreadyOnBase } = partProblems(change);
  const bumps = versionBumps(change, policy.gate);
  const failures = renderedFailures(libraries, reachedSuites(change), { render });
  const renders = renderChanges({ ...libraries, changes: change.changes }, render);
  const evaluated = await evaluateChange(change, { policy, libraries, scope, render, options });
  const findings = findFindings({
    ...evaluated,
    problems,
    bumps,
    failures,
    dropped: policy.gate.suiteWeakened === 'off' ? [] : droppedSchemas(change),
    policy,
    options,
    base: change.base,
    head: change.head,
    hasPolicy: change.revisions.policy.from !== 'defaults',
  });
  const shown = { mode: policy.gate.mode, outputs: policy.head.comment.outputs };
  const isUnchanged =
    wanted === undefined &&
    change.changes.changes.length === 0 &&
    problems.length === 0 &&
    evaluated.cost.prompts.length === 0;
  return {
    schema: 'galley-proof/v1',
    project: change.project,
    revisions: change.revisions,
    policy: shown,
    changes: change.changes.changes,
    promptCount: change.head.prompts.size,
    validation: {
      files: change.head.fileCount,
      problems: [...problems, ...bumps],
      alreadyOnBase,
      renderedFailures: failures,
    },
    renders,
    evaluation: evaluated.evaluation,
    cost: evaluated.cost,
    policyChanges: [...policyChanges(change, policy), ...dataRuleChanges(change)],
    findings,
    verdict: decideVerdict(findings, { ...change.revisions.policy, ...shown }, isUnchanged),
  };
}
