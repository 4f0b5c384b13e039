/** A secret's value together with the only hosts it may be sent to. */
export interface Secret {
  value: string;
  /** Lower-case host names, with a port when it is not the scheme's own: `api.openai.com`, `127.0.0.1:8080`. */
  hosts: readonly string[];
}

/** Where a door keeps secrets: the environment, `.env`, the operator's store. */
export interface Secrets {
  find(name: string): Secret | undefined;
  /** Every loaded value, for masking and for refusing to record. */
  values(): readonly string[];
  /** Where a missing secret should be put, as a sentence for the user. */
  readonly advice: string;
}
