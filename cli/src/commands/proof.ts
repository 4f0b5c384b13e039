import { localPrograms } from '@galley/engine/evaluate';
import { createTally } from '@galley/engine/ledger';
import { type Proof, policyOf, prove, worstExitCode } from '@galley/engine/proof';
import { proofFormats } from '@galley/engine/report';
import { Option } from 'commander';
import { addCommonOptions } from '../options/common-options.ts';
import { addModelOptions, type ModelOptions } from '../options/model-options.ts';
import { addReportOption, type ReportOptions } from '../options/report-options.ts';
import { colorProof } from '../output/color-proof.ts';
import { commandAction, type Session } from '../session.ts';
import { noteCutOff } from '../workspace/note-cut-off.ts';
import { openChanges, type ProjectChange } from '../workspace/open-changes.ts';
import { flushCassettes, openDesks } from '../workspace/open-desks.ts';
import { tallyingDesk, writeProofRecord } from '../workspace/run-records.ts';
import type { CommandModule } from './contract.ts';

interface ProofOptions extends ModelOptions, ReportOptions {
  readonly base?: string;
  readonly head?: string;
  readonly policy: 'base' | 'head';
}

/** `galley proof`: the main job. */
export const proofCommand: CommandModule = {
  configure(command, door, finish) {
    command
      .option(
        '--base <revision>',
        'branch or revision to compare with (default: origin’s default branch, else main or master)',
      )
      .option('--head <revision>', 'what to judge (default: the working tree)')
      .addOption(
        new Option('--policy <side>', 'whose galley.yaml decides; head is for trying one out')
          .choices(['base', 'head'])
          .default('base'),
      );
    addModelOptions(command, 'replay');
    const [first = 'text', ...others] = Object.keys(proofFormats);
    addReportOption(command, [first, ...others]);
    addCommonOptions(command, [first, ...others]).addHelpText(
      'after',
      `
Documents of base come from its merge-base with head, policy from the tip of
base itself. Exit code 1 when the gate fails, 2 with errors in what the change
touches, 4 over budget, 3 when a provider fails or the clone is too shallow, 0
otherwise.

Examples:
  galley proof
  galley proof --base main --mode auto --max-cost 0.50
  galley proof --base origin/main --format markdown --output comment.md
  galley proof --report sarif=galley.sarif --report html=report.html`,
    );
    commandAction(command, door, finish, proof);
  },
};

async function proof(session: Session<ProofOptions>): Promise<number> {
  const { base, head, policy, estimate } = session.options;
  const opened = await openChanges(session, {
    base,
    head,
    policyFrom: policy,
    baseArgument: '--base <branch or revision>',
  });
  if (estimate) {
    const { estimateChanges } = await import('../workspace/estimate-changes.ts');
    session.out.write(await estimateChanges(session, opened));
    return 0;
  }
  const write = openReports(session);
  const proofs: Proof[] = [];
  for (const project of opened) proofs.push(await proveProject(session, project));
  write(proofs);
  return worstExitCode(proofs);
}

async function proveProject(
  session: Session<ProofOptions>,
  { change, workspace, trees }: ProjectChange,
): Promise<Proof> {
  const { door, options } = session;
  const desks = await openDesks(session, workspace, {
    mode: options.mode,
    policy: policyOf(change).head,
    cassettes: trees,
  });
  const tally = createTally();
  const startedAtMs = door.clock.now();
  const proving = prove(change, {
    mode: options.mode,
    concurrency: options.concurrency,
    createDesk: (project, scripts) => tallyingDesk(desks.open(project, scripts), tally),
    programs: localPrograms(door, workspace.folder, desks.mask),
    clock: door.clock,
    notExecutedDefault: 'warn',
    isStrict: options.strict === true,
    capNanoUsd: desks.capNanoUsd,
    spentNanoUsd: () => desks.budget.state().spentNanoUsd,
    emit: desks.progress.onEvent,
    signal: door.signal,
    ...(options.model === undefined ? {} : { models: options.model }),
  });
  const run = { command: 'proof', startedAtMs, tally };
  const result = await noteCutOff(session, desks, run, proving);
  tally.addCutOff(desks.budget.state().spentNanoUsd - tally.totals().knownCostNanoUsd);
  desks.progress.clear();
  await flushCassettes(session, desks);
  await writeProofRecord(session, desks, { proof: result, tally, startedAtMs });
  return desks.mask(result);
}

/** Opens the files of `--report` before anything is spent; writes those and what `--format` names. */
function openReports(session: Session<ProofOptions>): (proofs: readonly Proof[]) => void {
  const { options, out, colors } = session;
  const files = (options.report ?? []).map(({ format, file }) => ({
    format,
    file: session.openFile(file),
  }));
  return (proofs) => {
    const text = formatProofs(options.format, proofs);
    out.write(options.format === 'text' ? colorProof(text, colors) : text);
    for (const { format, file } of files) file.write(formatProofs(format, proofs));
  };
}

/** @throws RangeError for a name that is none of the registry's: the options offer only those */
function formatProofs(format: string, proofs: readonly Proof[]): string {
  const found = proofFormats[format];
  if (found === undefined) throw new RangeError(`no report format ${format}`);
  return found.format(proofs);
}
