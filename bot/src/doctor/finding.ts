/** Something that the operator should know, and how to mend it. Never holds a secret. */
export interface Finding {
  /**
   * `error`: something does not work. `warning`: it works and should not stay so. `unknown`: GitHub does
   * not let the App see it.
   */
  readonly level: 'error' | 'warning' | 'unknown';
  /** What it is about: `app`, `webhook`, `clock`, `database`, `secrets`, `tenants`, `acme/prompts`. */
  readonly about: string;
  /** What is wrong, as a sentence without its period. */
  readonly message: string;
  /** What to do. */
  readonly hint: string;
  /** Because of it nothing else can be told that GitHub knows. */
  readonly isFinal?: true;
}

const marks = { error: '✗', warning: '!', unknown: '?' } as const;

/** All findings as lines for people; one line that says so when there are none. */
export function findingLines(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['Everything that can be told from here is as it should be.'];
  return findings.flatMap(({ level, about, message, hint }) => [
    `${marks[level]} ${about}: ${message}`,
    `  ${hint}`,
  ]);
}
