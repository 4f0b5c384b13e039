/** One thing that is wrong with what the operator gave the bot. Never holds a secret's value. */
export interface ConfigFault {
  /** The variable of the environment that it is about. */
  readonly variable: string;
  /** What was expected and what came, as a sentence without its period. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** All faults as lines for people, in the order of the variables. */
export function configFaultLines(faults: readonly ConfigFault[]): string[] {
  return faults.flatMap(({ variable, message, hint }) => [`${variable}: ${message}`, `  ${hint}`]);
}
