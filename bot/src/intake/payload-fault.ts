/** A payload that is not what GitHub describes: nothing of it is taken. */
export class PayloadFault extends Error {
  /** @param path where in the payload, `pull_request.head.sha` */
  constructor(path: string, expected: string, got: unknown) {
    super(`expected ${expected} at ${path}, got ${nameOf(got)}`);
    this.name = 'PayloadFault';
  }
}

/** The kind of thing, never the thing: it may be anything. */
function nameOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `another ${typeof value}`;
}
