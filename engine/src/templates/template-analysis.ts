/** A place in a template. */
export interface Place {
  /** UTF-16 offset in the normalised source. */
  offset: number;
  /** Counted from 1. */
  line: number;
  /** UTF-16 units, counted from 1. */
  column: number;
}

/** One use of a name that the template takes from its caller. */
export interface NameUse extends Place {
  name: string;
  /**
   * True when the template says what happens without a value: under `default`, tested by
   * `is defined`, `is none` and the like, or inside an `if` whose test mentions the name.
   */
  isGuarded: boolean;
  /** True when a value of none would be printed as "None" here. */
  mayPrint: boolean;
}

/** One include. */
export interface IncludeUse extends Place {
  /** The first name; `undefined` when the name is not plain text. */
  name: string | undefined;
  /** All names of a list, in the order they are tried; empty when not plain text. */
  names: string[];
  isIgnoringMissing: boolean;
  /** False under `without context`: the included template sees none of the caller's names. */
  hasContext: boolean;
  /** Names set here by the template itself, which the included template can read. */
  boundNames: string[];
  /** Names that an enclosing `if` mentions: guarded in the included template too. */
  guardedNames: string[];
}

/** One use of a filter or test. */
export interface NamedUse extends Place {
  name: string;
  /** False when no such filter or test exists in the dialect. */
  isKnown: boolean;
  /** The nearest name that exists, for an unknown one. */
  nearest?: string;
}

/** What a template needs, found without rendering it. */
export interface TemplateAnalysis {
  names: NameUse[];
  includes: IncludeUse[];
  filters: NamedUse[];
  tests: NamedUse[];
}
