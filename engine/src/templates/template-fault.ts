/** What kind of fault a template has: it does not parse, it is too large, or it failed on its data. */
export type TemplateFaultKind = 'syntax' | 'limit' | 'runtime';

export interface TemplateFaultDetails {
  /** UTF-16 offset in the normalised source (CRLF as LF); `undefined` when the raiser does not know. */
  offset?: number;
  /** Counted from 1. */
  line?: number;
  /** UTF-16 units, counted from 1. */
  column?: number;
  hint?: string;
  /** Name of the exceeded budget, for kind `limit`. */
  budget?: string;
  /** Value of that budget. */
  limit?: number;
}

/** A fault in a template, with its place; the rooms that know the document turn it into a Problem or a refusal. */
export class TemplateFault extends Error {
  readonly kind: TemplateFaultKind;
  offset: number | undefined;
  line: number | undefined;
  column: number | undefined;
  hint: string | undefined;
  readonly budget: string | undefined;
  readonly limit: number | undefined;

  constructor(kind: TemplateFaultKind, message: string, details: TemplateFaultDetails = {}) {
    super(message);
    this.name = 'TemplateFault';
    this.kind = kind;
    this.offset = details.offset;
    this.line = details.line;
    this.column = details.column;
    this.hint = details.hint;
    this.budget = details.budget;
    this.limit = details.limit;
  }
}
