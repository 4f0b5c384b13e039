import { type Project, revisionTree } from '@galley/engine/library';
import { type TrustedSignatures, trustedSignatures } from '@galley/engine/models';
import type { SourceTree } from '@galley/engine/ports';
import { folderInRepository, type Workspace } from './open-workspace.ts';

/** Branch that holds run records and signed recordings. */
const ledgerBranch = 'galley/ledger';

/** Whose signatures count for this project, and the recordings of the ledger branch. */
export interface SignedRecordings {
  readonly signatures?: TrustedSignatures;
  readonly ledger?: SourceTree;
}

/** Empty outside Git, and where galley.yaml names no keys: then nothing can vouch for a recording. */
export async function openSignedRecordings(
  workspace: Workspace,
  policy: Pick<Project, 'signing'>,
): Promise<SignedRecordings> {
  const git = policy.signing === undefined ? undefined : await workspace.git();
  if (git === undefined) return {};
  const project = folderInRepository(workspace, git);
  const signatures = trustedSignatures(policy, project);
  const commit =
    (await git.resolveCommit(ledgerBranch)) ?? (await git.resolveCommit(`origin/${ledgerBranch}`));
  return {
    ...(signatures && { signatures }),
    ...(commit !== undefined && { ledger: revisionTree({ git, commit, project }) }),
  };
}
