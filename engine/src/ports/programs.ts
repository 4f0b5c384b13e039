/** One run of a program that judges an answer. */
export interface ProgramCall {
  /** The program, then its arguments; no shell reads them. */
  readonly run: readonly string[];
  /** Text for its standard input. */
  readonly input: string;
  readonly timeoutMs: number;
  /** Bytes of standard output from which on it is stopped. */
  readonly mostOutputBytes: number;
}

/** How a run ended. Every text is masked: what a program prints may hold a key that it found. */
export type ProgramOutcome =
  | {
      readonly kind: 'ended';
      /** `undefined`: a signal ended it. */
      readonly exitCode: number | undefined;
      readonly stdout: string;
      /** The beginning, for messages. */
      readonly stderr: string;
    }
  | { readonly kind: 'too-slow' | 'too-much-output'; readonly stderr: string }
  /** It could not be started: not on the PATH, not executable. */
  | { readonly kind: 'not-started'; readonly reason: string };

/**
 * Runs programs in the project folder with an empty environment, so without any key. Whatever a
 * program leaves running ends with it. A door that runs no programs brings none.
 */
export interface Programs {
  /** @throws the signal's reason when it aborts, after everything has ended */
  run(call: ProgramCall, signal: AbortSignal): Promise<ProgramOutcome>;
}
