import { GalleyError } from '@galley/engine/errors';
import { openLibrary, type Project } from '@galley/engine/library';
import {
  type CassetteInspection,
  generateSigningKeys,
  inspectCassette,
  parseCassette,
  type TrustedSignatures,
  trustedSignatures,
} from '@galley/engine/models';
import type { SourceTree } from '@galley/engine/ports';
import { Argument } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { formatInspections, formatPruned, isVerified } from '../output/format-cassettes.ts';
import { formatTable } from '../output/format-table.ts';
import { toJson } from '../output/to-json.ts';
import { commandAction, type Session } from '../session.ts';
import { environmentSecrets } from '../system/environment-secrets.ts';
import { type FoundCassette, findCassettes } from '../workspace/cassettes/find-cassettes.ts';
import { pruneCassettes } from '../workspace/cassettes/prune-cassettes.ts';
import { findSigningKey, signCassettes } from '../workspace/cassettes/sign-cassettes.ts';
import { findDefaults } from '../workspace/find-defaults.ts';
import { openBase } from '../workspace/open-base.ts';
import { refuseBrokenProject } from '../workspace/open-prompt.ts';
import {
  folderInRepository,
  loadLibrary,
  openTree,
  openWorkspace,
  requireGit,
  type Workspace,
} from '../workspace/open-workspace.ts';
import type { CommandModule } from './contract.ts';

interface CassetteOptions {
  readonly base?: string;
  readonly stale?: true;
  readonly dryRun?: true;
}
type CassetteSession = Session<CassetteOptions>;

const actions = ['verify', 'sign', 'prune', 'keygen'] as const;

/** `galley cassette`: recorded answers, and what vouches for them. */
export const cassetteCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .addArgument(new Argument('<action>', 'what to do').choices(actions))
      .argument('[suite...]', 'suites whose cassettes to take; all when none is named')
      .option(
        '--base <revision>',
        'verify: where lines count as they are (default: the default branch)',
      )
      .option('--stale', 'prune: also drop recordings older than 30 days')
      .option('--dry-run', 'prune: only say what would be dropped');
    addCommonOptions(command, ['text', 'json'], false).addHelpText(
      'after',
      `
verify  says what vouches for each line: base, a signature, or nothing;
        exit code 1 for nothing
sign    signs what no trusted key has signed, with the private key of
        GALLEY_SIGNING_KEY; sign only answers that you recorded yourself
prune   drops recordings that no suite asks for any more
keygen  prints a new private key; its public half goes into galley.yaml on the
        base branch

Examples:
  galley cassette verify
  galley cassette sign support/refund
  galley cassette prune --stale --dry-run
  galley cassette keygen | gh secret set GALLEY_SIGNING_KEY`,
    );
    commandAction(command, door, finish, cassette);
  },
};

async function cassette(session: CassetteSession, operands: readonly string[]): Promise<number> {
  const [action, ...suites] = operands;
  if (action === 'keygen') return keygen(session);
  const workspace = openWorkspace(session, { isProjectRequired: true });
  const tree = await openTree(workspace);
  const cassettes = await findCassettes(tree, suites);
  if (action === 'sign') return sign(session, { workspace, tree, cassettes });
  if (action === 'prune') return prune(session, { workspace, tree, cassettes });
  return verify(session, { workspace, tree, cassettes });
}

interface Opened {
  readonly workspace: Workspace;
  readonly tree: SourceTree;
  readonly cassettes: readonly FoundCassette[];
}

async function verify(session: CassetteSession, opened: Opened): Promise<number> {
  const { options, out, colors, door } = session;
  const { workspace, cassettes } = opened;
  const base = await openBase(workspace, options.base);
  if (base === undefined) session.note('no base branch: only signatures can vouch for a line');
  const defaults = findDefaults(() => workspace.git());
  const policy = (await openLibrary(base ?? opened.tree, { only: {}, defaults })).project;
  const signatures = await signaturesOf(workspace, policy);
  const inspections: CassetteInspection[] = [];
  for (const { suite, file, text } of cassettes) {
    const onBase = (await base?.read([file]))?.get(file);
    inspections.push(
      inspectCassette(text, {
        suite,
        nowMs: door.clock.now(),
        ...(signatures && { signatures }),
        ...(onBase?.kind === 'bytes' && {
          base: parseCassette(Buffer.from(onBase.bytes).toString('utf8')),
        }),
      }),
    );
  }
  out.write(
    options.format === 'json'
      ? `${toJson({ action: 'verify', cassettes: inspections }, 2)}\n`
      : formatInspections(inspections, colors),
  );
  return inspections.every(isVerified) ? 0 : 1;
}

async function sign(session: CassetteSession, opened: Opened): Promise<number> {
  const { options, out, door } = session;
  const { workspace, tree, cassettes } = opened;
  const library = await loadLibrary(session, tree, { only: {} });
  refuseBrokenProject(session, library);
  const { signing } = library.project;
  const signatures = signing && (await signaturesOf(workspace, library.project));
  if (signing === undefined || signatures === undefined) {
    throw new GalleyError('usage', 'galley.yaml names no signing keys', {
      hint: 'Make one with galley cassette keygen and write its public half under `signing`.',
    });
  }
  const key = findSigningKey(environmentSecrets(door, workspace.folder), signing);
  const signed = await signCassettes(cassettes, { folder: workspace.folder, signatures, key });
  const rows = signed.map(({ suite, lines, signed: count }) => [
    suite,
    `${lines} lines`,
    `${count} signed as ${key.name}`,
  ]);
  out.write(
    options.format === 'json'
      ? `${toJson({ action: 'sign', cassettes: signed }, 2)}\n`
      : rows.length === 0
        ? 'no cassettes\n'
        : formatTable(rows),
  );
  return 0;
}

async function prune(session: CassetteSession, opened: Opened): Promise<number> {
  const { options, out, door } = session;
  const { workspace, tree, cassettes } = opened;
  const library = await loadLibrary(session, tree);
  refuseBrokenProject(session, library);
  const isDryRun = options.dryRun === true;
  const pruned = await pruneCassettes(cassettes, {
    library,
    tree,
    folder: workspace.folder,
    dropsStale: options.stale === true,
    isDryRun,
    secrets: environmentSecrets(door, workspace.folder),
    door,
  });
  out.write(
    options.format === 'json'
      ? `${toJson({ action: 'prune', isDryRun, cassettes: pruned }, 2)}\n`
      : formatPruned(pruned, isDryRun),
  );
  return 0;
}

function keygen({ options, out, note }: CassetteSession): number {
  if (options.output !== undefined) {
    throw new GalleyError('usage', 'a private key is written to no file', {
      hint: 'Pipe it into your store of secrets, for example: galley cassette keygen | gh secret set GALLEY_SIGNING_KEY',
    });
  }
  const { publicKey, privateKey } = generateSigningKeys();
  out.write(
    options.format === 'json'
      ? `${toJson({ action: 'keygen', publicKey, privateKey }, 2)}\n`
      : `${privateKey}\n`,
  );
  note('The private key above belongs into the secret GALLEY_SIGNING_KEY and into no file.');
  note('The public one into galley.yaml on the base branch:');
  note(`signing: {repository: owner/name, keys: {ci: "${publicKey}"}}`);
  return 0;
}

async function signaturesOf(
  workspace: Workspace,
  policy: Project,
): Promise<TrustedSignatures | undefined> {
  if (policy.signing === undefined) return undefined;
  return trustedSignatures(policy, folderInRepository(workspace, await requireGit(workspace)));
}
