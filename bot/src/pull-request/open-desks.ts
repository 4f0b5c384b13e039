import { libraryFrom, type ProofOrder } from '@galley/engine/keyless-child';
import {
  type AnswerCache,
  createCassetteStore,
  createDeskSharing,
  createModelDesk,
  type Mode,
  trustedSignatures,
} from '@galley/engine/models';
import type { EventSink, PlainLibrary, Secrets, Spend } from '@galley/engine/ports';
import type { BotParts } from '../bot-parts.ts';
import { onlyAllowedHosts } from '../config/only-allowed-hosts.ts';
import type { ProjectSources } from './change-sources.ts';

export interface DesksOptions {
  readonly mode: Mode;
  readonly spend: Spend;
  readonly cache?: AnswerCache;
  readonly secrets: Secrets;
  /** Hosts that models may be called at; `undefined`: those that base's galley.yaml names. */
  readonly allowedHosts: readonly string[] | undefined;
  readonly emit: EventSink;
}

/** Spends nothing; whoever wants to is wrong. */
export const nothingIsSpent: Spend = {
  reserve() {
    throw new TypeError('nothing may be spent here');
  },
};

/** Makes the desks of one project's proof: one budget, one cache, recordings that base or a key vouches for. */
export function openDesks(
  { clock, random, telemetry }: BotParts,
  { project, base, head }: ProjectSources,
  policy: PlainLibrary,
  options: DesksOptions,
): ProofOrder['createDesk'] {
  const { mode, spend, cache, secrets, allowedHosts, emit } = options;
  const ports = { clock, random, secrets };
  const signatures = trustedSignatures(libraryFrom(policy).project, project);
  const cassettes = createCassetteStore({
    ...ports,
    base,
    head,
    ...(signatures && { signatures }),
  });
  const sharing = createDeskSharing({ clock, spend });
  return (aliases, scriptedFiles) =>
    telemetry.watchDesk(
      onlyAllowedHosts(
        createModelDesk({
          ...ports,
          project: aliases,
          scriptedFiles,
          mode,
          spend,
          ...(cache && { cache }),
          cassettes,
          onlyVerified: true,
          emit,
          // A host in the operator's own network is called when the operator names it.
          allowPrivateHosts: allowedHosts !== undefined,
          sharing,
        }),
        allowedHosts,
      ),
    );
}
