import { resolve } from 'node:path';
import { GalleyError } from '@galley/engine/errors';
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
  /**
   * Opens another file for data; it appears, whole, together with that of `--output`.
   * @throws GalleyError `usage` for a file that is written already, `file-unwritable`
   */
  openFile(file: string): DataOutput;
  /** Colours for data; plain when data goes to a file. */
  readonly colors: Colors;
  /** Colours for standard error. */
  readonly noteColors: Colors;
  /** Writes one line on standard error, unless `--quiet`. */
  note(text: string): void;
}

/**
 * Makes the action of a command: opens the session, runs the work and hands its exit code on. Files
 * that it writes appear only when the work ends without a refusal.
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
    const files = [out];
    try {
      finish(await work(openSession(door, options, { out, files }), command.args));
      for (const file of files) file.commit();
    } catch (error) {
      for (const file of files) file.discard();
      throw error;
    }
  });
}

function openSession<Options>(
  door: Door,
  options: CommonOptions & Options,
  { out, files }: { out: DataOutput; files: DataOutput[] },
): Session<Options> {
  const names = new Set(options.output === undefined ? [] : [resolve(door.cwd, options.output)]);
  return {
    door,
    options,
    folder: resolve(door.cwd, options.repo ?? '.'),
    out,
    openFile(file) {
      const path = resolve(door.cwd, file);
      if (names.has(path)) throw writtenTwice(file);
      names.add(path);
      const opened = openDataOutput(door, file);
      files.push(opened);
      return opened;
    },
    colors: colorsFor(door.stdout, door.environment, options.color && options.output === undefined),
    noteColors: colorsFor(door.stderr, door.environment, options.color),
    note: (text) => {
      if (!options.quiet) door.stderr.write(`${outputLine(text)}\n`);
    },
  };
}

function writtenTwice(file: string): GalleyError {
  return new GalleyError('usage', `two outputs would be written to ${file}`, {
    hint: 'Give every --report and --output a file of its own.',
  });
}
