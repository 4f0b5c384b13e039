import type { ModelCall, ModelDesk } from '@galley/engine/models';
import { expect, it } from 'vitest';
import { onlyAllowedHosts } from './only-allowed-hosts.ts';

const endpoints: Readonly<Record<string, string>> = {
  'default-chat': 'https://api.openai.com/v1',
  'cheap-chat': 'https://models.evil.example/v1',
};
const asked: string[] = [];
const desk = {
  ask: async ({ alias }: ModelCall) => void asked.push(alias),
  describe: (alias: string) => ({
    provider: 'house',
    endpoint: endpoints[alias] ?? '',
    isScripted: alias === 'canned',
  }),
} as unknown as ModelDesk;

async function ask(hosts: readonly string[] | undefined, alias: string) {
  const call = { alias } as ModelCall;
  await onlyAllowedHosts(desk, hosts).ask(call, new AbortController().signal);
}

it('asks models at the operator’s hosts, scripted ones, and no others', async () => {
  await ask(['api.openai.com'], 'default-chat');
  await ask([], 'canned');
  await ask(undefined, 'cheap-chat');
  await expect(ask(['api.openai.com'], 'cheap-chat')).rejects.toMatchObject({
    code: 'host-not-allowed',
    message: 'the operator of this bot does not allow models.evil.example',
  });
  expect(asked).toEqual(['default-chat', 'canned', 'cheap-chat']);
});
