import { expect, it } from 'vitest';
import { meantGoogleResponse } from './meant-google-response.ts';

function response(status: number, error: unknown, headers: Record<string, string> = {}) {
  return { status, headers: new Headers(headers), body: JSON.stringify({ error }) };
}

const wrongKey = {
  code: 400,
  message: 'API key not valid. Please pass a valid API key.',
  status: 'INVALID_ARGUMENT',
  details: [
    { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
    { '@type': 'type.googleapis.com/google.rpc.LocalizedMessage', locale: 'en-US' },
  ],
};
const tooMuch = {
  code: 429,
  message: 'You exceeded your current quota.',
  status: 'RESOURCE_EXHAUSTED',
  details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.5s' }],
};

it('takes a wrong key as a 401, and no other 400', () => {
  expect(meantGoogleResponse(response(400, wrongKey)).status).toBe(401);
  const quoted = { code: 400, message: 'no such field: API_KEY_INVALID' };
  expect(meantGoogleResponse(response(400, quoted)).status).toBe(400);
});

it('reads how long to wait from the body', () => {
  const { headers } = meantGoogleResponse(response(429, tooMuch));
  expect(headers.get('retry-after')).toBe('34.5');
});

it('lets a header decide where there is one', () => {
  const { headers } = meantGoogleResponse(response(429, tooMuch, { 'retry-after': '3' }));
  expect(headers.get('retry-after')).toBe('3');
});

it.each([
  ['a delay that is no duration', { details: [{ retryDelay: 'soon' }] }],
  ['details that are no list', { details: 'wait 7s' }],
  ['no details', { message: 'wait' }],
])('waits by its own rule after %s', (_, error) => {
  expect(meantGoogleResponse(response(503, error)).headers.has('retry-after')).toBe(false);
});

it('leaves a body that is no JSON alone', () => {
  const page = { status: 503, headers: new Headers(), body: '<html>retryDelay: "7s"</html>' };
  expect(meantGoogleResponse(page)).toBe(page);
});

it('finds the tier that answered in its header', () => {
  const body = JSON.stringify({ usageMetadata: { promptTokenCount: 31 } });
  const headers = new Headers({ 'x-gemini-service-tier': 'standard' });
  const meant = meantGoogleResponse({ status: 200, headers, body });
  expect(JSON.parse(meant.body)).toEqual({
    usageMetadata: { promptTokenCount: 31, serviceTier: 'standard' },
  });
});

it.each(['{"candidates": []}', 'no JSON', '[]'])('adds no tier to %s', (body) => {
  const headers = new Headers({ 'x-gemini-service-tier': 'standard' });
  const response = { status: 200, headers, body };
  expect(meantGoogleResponse(response)).toBe(response);
});
