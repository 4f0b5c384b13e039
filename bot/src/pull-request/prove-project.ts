import {
  type ChangeSummary,
  libraryFrom,
  type ProofOrder,
  type ProvedHostileChange,
} from '@galley/engine/keyless-child';
import type { DefaultsSource } from '@galley/engine/library';
import type { EventSink, PlainLibrary } from '@galley/engine/ports';
import type { BotParts } from '../bot-parts.ts';
import type { ProjectSources } from './change-sources.ts';
import type { PullRequestNow } from './pull-request-now.ts';

export interface ProjectToProve {
  readonly now: Pick<PullRequestNow, 'baseRef' | 'baseTip'>;
  readonly source: ProjectSources;
  readonly policy: PlainLibrary;
  readonly defaults: DefaultsSource;
  /** Decides once both sides are open. */
  readonly decide: (summary: ChangeSummary) => Promise<ProofOrder>;
  readonly emit?: EventSink;
  readonly signal: AbortSignal;
}

/** Proofs one project in a process without keys, made for it alone. */
export function proveProject(
  { hostile }: Pick<BotParts, 'hostile'>,
  { now, source, policy, defaults, decide, emit = () => undefined, signal }: ProjectToProve,
): Promise<ProvedHostileChange> {
  const { project, base, head } = source;
  const change = {
    project,
    base,
    head,
    policy,
    defaults: onlyNamedOnBase(defaults, policy),
    policyRevision: { ref: now.baseRef, commit: now.baseTip },
  };
  return hostile.proof.prove(change, { decide, emit, signal });
}

/**
 * Head may name another commit of the defaults, and no other repository: a stranger's pull request would
 * show what stands there.
 */
function onlyNamedOnBase(defaults: DefaultsSource, policy: PlainLibrary): DefaultsSource {
  const { extends: onBase } = libraryFrom(policy).project;
  const nameOf = (reference: string) => reference.replace(/@.*$/s, '').toLowerCase();
  const named = new Set([onBase, defaults.unsaid].flatMap((one) => (one ? [nameOf(one)] : [])));
  return {
    unsaid: defaults.unsaid,
    read: async (reference) =>
      named.has(nameOf(reference)) ? defaults.read(reference) : undefined,
  };
}
