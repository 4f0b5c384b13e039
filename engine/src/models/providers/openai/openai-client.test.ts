import { afterEach, expect, it, vi } from 'vitest';
import { startVendorServer } from '../../testing/vendor-server.ts';
import { createOpenAiPost } from './openai-client.ts';

const patient = new AbortController().signal;

afterEach(() => {
  vi.unstubAllEnvs();
});

async function headersSent(headers: Record<string, string>) {
  await using server = await startVendorServer();
  const post = createOpenAiPost({ baseUrl: server.baseUrl, headers });
  await post('/chat/completions', { model: 'small', messages: [] }, patient);
  return server.received[0]?.headers ?? {};
}

it('takes no address, key, organisation or header from the environment', async () => {
  await using elsewhere = await startVendorServer();
  vi.stubEnv('OPENAI_BASE_URL', elsewhere.baseUrl);
  vi.stubEnv('OPENAI_API_KEY', 'key-from-the-environment');
  vi.stubEnv('OPENAI_ADMIN_KEY', 'admin-from-the-environment');
  vi.stubEnv('OPENAI_ORG_ID', 'org-from-the-environment');
  vi.stubEnv('OPENAI_PROJECT_ID', 'project-from-the-environment');
  vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-team: from-the-environment\nauthorization: Basic abc');
  const headers = await headersSent({ authorization: 'Bearer the-key' });
  expect(JSON.stringify(headers)).not.toContain('from-the-environment');
  expect(headers.authorization).toBe('Bearer the-key');
  expect(elsewhere.received).toHaveLength(0);
});

it('sends no key to a server that wants none', async () => {
  vi.stubEnv('OPENAI_API_KEY', 'key-from-the-environment');
  expect(await headersSent({})).not.toHaveProperty('authorization');
});

it('says nothing about this computer', async () => {
  const headers = await headersSent({ 'openai-organization': 'org-acme' });
  expect(Object.keys(headers).filter((name) => name.startsWith('x-'))).toEqual([]);
  expect(headers).toMatchObject({ 'user-agent': 'galley', 'openai-organization': 'org-acme' });
});
