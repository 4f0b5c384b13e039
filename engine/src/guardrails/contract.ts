/** What guardrails look for. They only report: nothing is ever blocked or changed by them. */
export const guardNames = ['pii', 'secrets', 'injection'] as const;

/** One kind of thing to look for. */
export type GuardName = (typeof guardNames)[number];

/** One suspicion about a text. */
export interface GuardrailAlert {
  readonly guard: GuardName;
  /** Kebab-case name of what was found, for example `iban` or `override`. */
  readonly rule: string;
  /** The place with what is private masked: safe to show. */
  readonly excerpt: string;
}

/** Where something private stands in a text, in UTF-16 units, `end` not included. */
export interface PrivateSpan {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
}

/** One guard: finds every alert of its kind in a text; its work grows with the text's length alone. */
export interface Guard {
  readonly name: GuardName;
  /** Every rule it may name. */
  readonly rules: readonly string[];
  scan(text: string): GuardrailAlert[];
}
