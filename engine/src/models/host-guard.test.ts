import { describe, expect, it } from 'vitest';
import { guardHost, isLoopbackHost } from './host-guard.ts';

const guarded =
  (address: string, allowPrivate = false) =>
  () =>
    guardHost(address, { allowPrivate, provider: 'house' });

const refusal = expect.objectContaining({ code: 'host-not-allowed' });

const privateAddresses = [
  'http://127.0.0.1:11434/v1',
  'http://127.1/v1',
  'http://2130706433/v1',
  'http://0x7f000001/v1',
  'http://0177.0.0.1/v1',
  'http://0/v1',
  'http://localhost/v1',
  'http://LOCALHOST./v1',
  'http://model.localhost/v1',
  'http://10.0.0.5/v1',
  'http://172.16.0.1/v1',
  'http://172.31.255.255/v1',
  'http://192.168.1.1/v1',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/v1',
  'http://[::1]/v1',
  'http://[::]/v1',
  'http://[::ffff:127.0.0.1]/v1',
  'http://[::ffff:a9fe:a9fe]/v1',
  'http://[64:ff9b::7f00:1]/v1',
  'http://[2002:7f00:1::]/v1',
  'http://[fe80::1]/v1',
  'http://[fd12:3456::1]/v1',
  'http://[ff02::1]/v1',
  'http://vllm:8000/v1',
  'http://vllm.internal/v1',
  'http://printer.local/v1',
  'http://router.home.arpa/v1',
  'http://１２７.0.0.1/v1',
];

describe('private hosts', () => {
  it.each(privateAddresses)('are refused: %s', (address) => {
    expect(guarded(address)).toThrow(refusal);
  });

  it.each(privateAddresses)('are called with allow_private: %s', (address) => {
    expect(guarded(address, true)().protocol).toBe('http:');
  });
});

it.each([
  'https://api.openai.com/v1',
  'https://8.8.8.8/v1',
  'https://172.32.0.1/v1',
  'https://192.169.0.1/v1',
  'https://[2606:4700::1111]/v1',
  'https://localhost.example/v1',
])('calls a public host: %s', (address) => {
  expect(guarded(address)().protocol).toBe('https:');
});

it.each([
  'file:///etc/passwd',
  'ftp://api.openai.com/v1',
  'api.openai.com/v1',
  '',
  'https://',
  'https://key@api.openai.com/v1',
  'https://api.openai.com:key@evil.example/v1',
  'https://api.openai.com/v1?key=1',
  'https://api.openai.com/v1#x',
])('refuses, private hosts allowed or not: %s', (address) => {
  expect(guarded(address)).toThrow(refusal);
  expect(guarded(address, true)).toThrow(refusal);
});

it('knows loopback in every notation a URL leaves', () => {
  const isLoopback = (address: string) => isLoopbackHost(new URL(address).hostname);
  const loopback = ['http://127.9.9.9', 'http://[::1]', 'http://0x7f.1', 'http://localhost'];
  expect(loopback.map(isLoopback)).toEqual([true, true, true, true]);
  expect(['http://128.0.0.1', 'http://10.0.0.1', 'http://[::2]'].map(isLoopback)).toEqual([
    false,
    false,
    false,
  ]);
});
