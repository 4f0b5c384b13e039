import { GalleyError } from '@galley/engine/errors';
import { describe, expect, it } from 'vitest';
import { type Log, type LogLevel, openLog } from './log.ts';
import { openMaskedValues } from './masked-values.ts';

function open(level: LogLevel, secrets: readonly string[] = []) {
  const texts: string[] = [];
  const masked = openMaskedValues(secrets);
  const log: Log = openLog(level, {
    now: () => Date.UTC(2026, 10, 21, 12),
    write: (line) => void texts.push(line),
    secrets: masked.values,
  });
  const lines = () => texts.map((text) => JSON.parse(text) as Record<string, unknown>);
  return { log, texts, lines, masked };
}

describe('a log', () => {
  it('writes one JSON object a line, from its level on', () => {
    const { log, texts, lines } = open('info');
    log.debug('delivery-parsed');
    log
      .with({ repository: 'acme/prompts' })
      .info('delivery-received', { bytes: 12n, at: new Date(0) });
    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/^\{.*\}\n$/);
    expect(lines()).toEqual([
      {
        time: '2026-11-21T12:00:00.000Z',
        level: 'info',
        event: 'delivery-received',
        repository: 'acme/prompts',
        bytes: 12,
        at: '1970-01-01T00:00:00.000Z',
      },
    ]);
  });

  it('masks every loaded secret, in keys, in errors and in base64, also those loaded later', () => {
    const { log, texts, masked } = open('info', ['a webhook secret']);
    masked.add('models-key-0123');
    const encoded = Buffer.from('x models-key-0123 y').toString('base64');
    log.warn('request-failed', {
      'header a webhook secret': 'a webhook secret',
      deep: [{ encoded }],
      error: new Error('401 for a webhook secret', { cause: new Error('models-key-0123') }),
    });
    expect(texts.join()).not.toMatch(/a webhook secret|models-key-0123/);
    expect(texts.join()).not.toContain(encoded);
  });

  it.each([
    ['a token of an installation', `ghs_${'a1B2'.repeat(9)}`],
    ['a token of the App', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjMifQ.c2lnbmF0dXJlLXRleHQ'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----'],
    ['the user of an address', 'x-access-token:word'],
  ])('masks %s that nobody loaded', (_, secret) => {
    const { log, texts } = open('info');
    log.error('fetch-failed', { message: `of https://${secret}@github.com/acme/prompts.git` });
    expect(texts.join()).not.toContain(secret);
  });

  it('tells of errors their code and message, and where they come from only at debug', () => {
    const request = { headers: { authorization: 'token words' } };
    const error = Object.assign(new TypeError('no body'), { status: 502, request });
    const refusal = new GalleyError('host-not-allowed', 'not there', { hint: 'Ask the operator.' });
    const quiet = open('info');
    quiet.log.error('look-failed', { error, refusal });
    expect(quiet.lines()[0]).toMatchObject({
      error: { name: 'TypeError', message: 'no body', status: 502 },
      refusal: { code: 'host-not-allowed', message: 'not there', hint: 'Ask the operator.' },
    });
    expect(quiet.texts.join()).not.toMatch(/stack|authorization/);
    const loud = open('debug');
    loud.log.error('look-failed', { error, refusal });
    expect(loud.lines()[0]).toMatchObject({
      error: { stack: expect.stringContaining('log.test') },
    });
    expect(loud.lines()[0]).not.toHaveProperty('refusal.stack');
  });

  it('survives circles, huge lists and texts that end lines', () => {
    const { log, texts } = open('info');
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    log.info('step-finished', {
      circle,
      many: Array.from({ length: 5000 }, (_, index) => index),
      text: `one\ntwo ${'long '.repeat(5000)}`,
    });
    expect(texts[0]?.split('\n')).toHaveLength(2);
    expect(texts[0]?.length).toBeLessThan(10_000);
  });
});
