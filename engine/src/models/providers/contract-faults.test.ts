import { describe, expect, it } from 'vitest';
import { createProviderBench, failureIn } from '../testing/provider-bench.ts';
import { sendJson, startVendorServer } from '../testing/vendor-server.ts';
import { wireDialects } from '../testing/wire-dialects.ts';

const patient = new AbortController().signal;
/** Where each vendor's body says its answer, with none there. */
const nothingSaid = { choices: [], candidates: [], content: null, output: null, result: {} };

describe.each(Object.values(wireDialects).flat())('a provider fails: $name', (dialect) => {
  const { failureOf, fails, providerAt, question } = createProviderBench(dialect);

  it.each([
    [400, { isRetryable: false, isFatal: false, mayHaveCost: false }],
    [401, { isRetryable: false, isFatal: true, mayHaveCost: false }],
    [403, { isRetryable: false, isFatal: true, mayHaveCost: false }],
    [404, { isRetryable: false, isFatal: true, mayHaveCost: false }],
    [408, { isRetryable: true, isFatal: false, mayHaveCost: true }],
    [429, { isRetryable: true, isFatal: false, mayHaveCost: false }],
    [500, { isRetryable: true, isFatal: false, mayHaveCost: true }],
    [503, { isRetryable: true, isFatal: false, mayHaveCost: true }],
  ])('decides what HTTP %i means, and says what the vendor said', async (status, decided) => {
    const failure = await failureOf(fails(status));
    expect(failure).toMatchObject({ status, retryAfterMs: undefined, ...decided });
    expect(failure.message).toBe(`HTTP ${status}: Rate limit reached for this model`);
  });

  it('reads how long to wait from seconds and dates', async () => {
    const seconds = await failureOf(fails(429, { 'retry-after': '7' }));
    const date = await failureOf(fails(429, { 'retry-after': 'Sat, 21 Nov 2026 12:00:09 GMT' }));
    const past = await failureOf(fails(429, { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }));
    const none = await failureOf(fails(429, { 'retry-after': 'soon' }));
    const waits = [seconds, date, past, none].map((failure) => failure.retryAfterMs);
    expect(waits).toEqual([7_000, 9_000, 0, undefined]);
  });

  it.skipIf(!dialect.hasRetryAfterMs)(
    'prefers milliseconds where the vendor has them',
    async () => {
      const headers = { 'retry-after': '7', 'retry-after-ms': '6500' };
      expect((await failureOf(fails(429, headers))).retryAfterMs).toBe(6_500);
    },
  );

  it('gives up after its timeout, also mid-body, and says that it may have been billed', async () => {
    const [silent, slow] = await Promise.all([
      failureOf(() => undefined, 200),
      failureOf((response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"id": "1", ');
      }, 200),
    ]);
    for (const failure of [silent, slow]) {
      expect(failure).toMatchObject({ isRetryable: true, mayHaveCost: true, status: undefined });
      expect(failure.message).toBe('no answer within 200 ms');
    }
  });

  it('takes a connection that ends mid-body as possibly billed', async () => {
    const failure = await failureOf((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"id": "1", ', () => response.destroy());
    });
    expect(failure).toMatchObject({ isRetryable: true, mayHaveCost: true });
  });

  it('takes a connection that ends before any answer as possibly billed', async () => {
    const failure = await failureOf((response) => response.destroy());
    expect(failure).toMatchObject({ isRetryable: true, mayHaveCost: true });
  });

  it('takes a refused connection as certainly free', async () => {
    await using server = await startVendorServer();
    const { origin } = server;
    await server[Symbol.asyncDispose]();
    const failure = failureIn(await providerAt(origin).send(question, patient));
    expect(failure).toMatchObject({ isRetryable: true, mayHaveCost: false });
    expect(failure.message).toContain('ECONNREFUSED');
  });

  it('takes a server without TLS under https as certainly free', async () => {
    await using server = await startVendorServer();
    const provider = providerAt(server.origin.replace('http:', 'https:'));
    const failure = failureIn(await provider.send(question, patient));
    expect(failure).toMatchObject({ mayHaveCost: false, isFatal: false });
    expect(server.received).toHaveLength(0);
  });

  it('takes an answer it cannot read as billed and asks no second time', async () => {
    const page = await failureOf((response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<html>Welcome to the hotel network</html>');
    });
    const torn = await failureOf((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(dialect.answerBody({ text: 'We refund it.' })).slice(0, -3));
    });
    const other = await failureOf((response) => sendJson(response, 200, ['nothing', 'known']));
    for (const failure of [page, torn, other]) {
      expect(failure).toMatchObject({ status: 200, isRetryable: false, mayHaveCost: true });
    }
    expect(page.message).toBe('the answer is text/html, not JSON');
    expect(torn.message).toBe('the answer is no valid JSON');
  });

  it('keeps the tokens that a body without an answer counts', async () => {
    const said = { text: 'We refund it.', inputTokens: 80, cachedInputTokens: 30, outputTokens: 7 };
    const body = { ...(dialect.answerBody(said) as object), ...nothingSaid };
    const failure = await failureOf((response) => sendJson(response, 200, body));
    expect(failure).toMatchObject({ status: 200, isRetryable: false, mayHaveCost: true });
    expect(failure.usage).toMatchObject({
      inputTokens: 80,
      cachedInputTokens: 30,
      outputTokens: 7,
    });
  });

  it('quotes no page of a proxy as an error message', async () => {
    const failure = await failureOf((response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<html><body>Bad gateway</body></html>');
    });
    expect(failure.message).toBe('HTTP 502');
  });

  it('reads no more than 32 MiB', async () => {
    const failure = await failureOf((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const chunk = ' '.repeat(1024 * 1024);
      const more = (): boolean => !response.destroyed && response.write(chunk, () => more());
      more();
    });
    expect(failure).toMatchObject({ isRetryable: false, mayHaveCost: true });
    expect(failure.message).toBe('the response is larger than 32 MiB');
  });

  it('stops waiting when the signal aborts', async () => {
    const abort = new AbortController();
    await using server = await startVendorServer(() => abort.abort());
    const asked = providerAt(server.origin).send(question, abort.signal);
    await expect(asked).rejects.toThrow(/aborted/);
  });

  it('rejects with the reason of a signal that is aborted already', async () => {
    const reason = new Error('the user pressed Ctrl-C');
    const asked = providerAt('http://127.0.0.1:9').send(question, AbortSignal.abort(reason));
    await expect(asked).rejects.toBe(reason);
  });
});
