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

/** Says that the time limit of a call ran out, before or in the middle of a response. */
export class ResponseTimedOut extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'ResponseTimedOut';
  }
}

/** Says that nothing was sent to the model, so nothing can have been billed. */
export class NeverSent extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'NeverSent';
  }
}
