import { describe, expect, it } from 'vitest';
import { httpFailure } from './http-failure.ts';

function failureOf(status: number, body: string, headers: Record<string, string> = {}) {
  return httpFailure({ status, headers: new Headers(headers), body }, 0);
}

describe('a failure’s message', () => {
  it.each([
    ['an object with an error', '{"error": {"message": "Rate limit reached"}}'],
    ['an error that is a text', '{"error": "Rate limit reached"}'],
    ['a flat object', '{"type": "error", "message": "Rate limit reached"}'],
    ['plain text', 'Rate limit reached'],
    ['text over several lines', '{"error": {"message": "Rate  limit\\n\\treached\\u001b"}}'],
  ])('is read from %s', (_, body) => {
    expect(failureOf(429, body).message).toBe('HTTP 429: Rate limit reached');
  });

  it.each(['<html>Bad gateway</html>', '{"error": ', '[]', '', '{"error": {"message": 7}}'])(
    'is left out of %j',
    (body) => {
      expect(failureOf(502, body).message).toBe('HTTP 502');
    },
  );

  it('shows no half of a secret that JSON spells in its own way', () => {
    const message = `${'x'.repeat(292)}house-key-1234`.replaceAll('o', String.raw`\u006f`);
    const response = { status: 400, headers: new Headers(), body: `{"message": "${message}"}` };
    const mask = (text: string) => text.replaceAll('house-key-1234', '•••');
    expect(httpFailure(response, 0, mask).message).toBe(`HTTP 400: ${'x'.repeat(292)}•••`);
  });

  it('has an end', () => {
    expect(failureOf(400, 'x'.repeat(5_000)).message).toHaveLength('HTTP 400: '.length + 301);
  });
});

describe('what a failure means', () => {
  it('is no waiting for an empty account to fill', () => {
    const error = { message: 'You exceeded your current quota', code: 'insufficient_quota' };
    const failure = failureOf(429, JSON.stringify({ error }));
    expect(failure).toMatchObject({ isRetryable: false, isFatal: false, mayHaveCost: false });
  });

  it('is a second try after a conflict', () => {
    expect(failureOf(409, '')).toMatchObject({ isRetryable: true, mayHaveCost: false });
  });

  it.each([301, 302, 303, 307, 308])('is the end after the redirect %i', (status) => {
    const failure = failureOf(status, '', { location: 'https://evil.example' });
    expect(failure).toMatchObject({ isRetryable: false, isFatal: false, mayHaveCost: false });
    expect(failure.message).not.toContain('evil');
  });
});
