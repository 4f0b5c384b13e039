import type { Position, Problem } from '../../errors/problem.ts';

/** A name that a template reads from outside, at its first place. */
export interface NameFact {
  readonly name: string;
  readonly at: Position;
  /** Where it is printed with nothing that guards against `None`; `undefined` when nowhere. */
  readonly printedBareAt: Position | undefined;
}

/** An include of a part that is named by plain text. */
export interface IncludeFact {
  readonly part: string;
  readonly at: Position;
  /** Names that the including template itself gives at this place: loop variables, `set`, `with`. */
  readonly given: ReadonlySet<string>;
  /** Names that an enclosing `if` mentions, so that the part does not print them unasked. */
  readonly guarded: ReadonlySet<string>;
  /** `ignore missing`, or a later one of several candidates: the part need not exist. */
  readonly isOptional: boolean;
  /** Candidates that are tried when this part does not exist. */
  readonly instead: readonly string[];
  /** False under `without context`: the part sees no names at all. */
  readonly hasContext: boolean;
}

/** What the library needs to know of a template; holds no syntax tree. */
export interface TemplateFacts {
  readonly names: readonly NameFact[];
  readonly includes: readonly IncludeFact[];
  readonly problems: readonly Problem[];
}
