/** An error as the generated validators report it. */
export interface CompiledError {
  keyword: string;
  /** JSON Pointer into the document. */
  instancePath: string;
  params: { [name: string]: unknown };
  /** The name of the key that `propertyNames` refused; the error is then about that key. */
  propertyName?: string;
}

/** One function of `generated/validators.js`: tells whether a value is valid and keeps the errors. */
export interface CompiledValidator {
  (value: unknown): boolean;
  errors?: CompiledError[] | null;
}
