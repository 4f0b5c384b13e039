/** Says that a response was larger than Galley reads; the connection is closed. */
export class ResponseTooLarge extends Error {
  constructor(limitBytes: number) {
    super(`the response is larger than ${limitBytes / 1024 / 1024} MiB`);
    this.name = 'ResponseTooLarge';
  }
}

/** Says that the connection broke after the response had begun. */
export class ResponseCutOff extends Error {
  constructor(cause: unknown) {
    super('the connection ended in the middle of the response', { cause });
    this.name = 'ResponseCutOff';
  }
}
