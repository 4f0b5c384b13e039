import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Door } from './door.ts';
import type { CommonOptions } from './options/common-options.ts';
import { type Colors, colorsFor } from './output/colors.ts';
import { type DataOutput, openDataOutput } from './output/data-output.ts';
import { outputLine } from './output/output-line.ts';

/** One command at work: its options, and where its words go. */
export interface Session<Options = object> {
  readonly door: Door;
  readonly options: CommonOptions & Options;
  /** Absolute path of the folder that `-C` names, else the current one. */
  readonly folder: string;
  /** Where data goes: standard output or the file of `--output`. */
  readonly out: DataOutput;
  /** Colours for data; plain when data goes to a file. */
  readonly colors: Colors;
  /** Colours for standard error. */
  readonly noteColors: Colors;
  /** Writes one line on standard error, unless `--quiet`. */
  note(text: string): void;
}

/**
 * Makes the action of a command: opens the session, runs the work and hands its exit code on. A file
 * of `--output` appears only when the work ends without a refusal.
 */
export function commandAction<Options>(
  command: Command,
  door: Door,
  finish: (exitCode: number) => void,
  work: (session: Session<Options>, operands: readonly string[]) => Promise<number>,
): void {
  command.action(async () => {
    const options = command.optsWithGlobals<CommonOptions & Options>();
    const out = openDataOutput(door, options.output);
    try {
      finish(await work(openSession(door, options, out), command.args));
      out.commit();
    } catch (error) {
      out.discard();
      throw error;
    }
  });
}

function openSession<Options>(
  door: Door,
  options: CommonOptions & Options,
  out: DataOutput,
): Session<Options> {
  return {
    door,
    options,
    folder: resolve(door.cwd, options.repo ?? '.'),
    out,
    colors: colorsFor(door.stdout, door.environment, options.color && options.output === undefined),
    noteColors: colorsFor(door.stderr, door.environment, options.color),
    note: (text) => {
      if (!options.quiet) door.stderr.write(`${outputLine(text)}\n`);
    },
  };
}
