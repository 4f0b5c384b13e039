/** What a template may be before it is read any further. */
export interface TemplateLimits {
  /** UTF-16 units of source. */
  templateChars: number;
  /** Open brackets, and separately open block tags, at one place. */
  nesting: number;
  /** Decimal digits of one integer literal; Python's own limit. */
  integerDigits: number;
}

/** The limits that hold when a caller gives none. */
export const defaultTemplateLimits: Readonly<TemplateLimits> = {
  templateChars: 256 * 1024,
  nesting: 100,
  integerDigits: 4300,
};
