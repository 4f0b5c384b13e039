const largestBodyBytes = 32 * 1024 * 1024;

/** Says that a response was larger than Galley reads; the connection is closed. */
export class ResponseTooLarge extends Error {
  constructor() {
    super(`the response is larger than ${largestBodyBytes / 1024 / 1024} MiB`);
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

/**
 * The whole body of a response, at most 32 MiB.
 * @throws ResponseTooLarge, ResponseCutOff
 */
export async function responseBytes(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  const reader = response.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw isAbort(error) ? error : new ResponseCutOff(error);
    });
    if (done) break;
    byteCount += value.byteLength;
    if (byteCount > largestBodyBytes) {
      await reader.cancel().catch(() => undefined);
      throw new ResponseTooLarge();
    }
    chunks.push(value);
  }
  const [only] = chunks;
  return chunks.length === 1 && only ? new Uint8Array(only) : new Uint8Array(Buffer.concat(chunks));
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}
