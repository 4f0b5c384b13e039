import { expect, it } from 'vitest';
import { maskPrivate } from './mask-private.ts';

it.each([
  ['Write to ada.lovelace@acme.org, please.', 'Write to •••, please.'],
  ['Pay to DE89 3704 0044 0532 0130 00 today.', 'Pay to ••• today.'],
  ['token ghp_abcdefghijklmnopqrstuvwxyz0123456789 done', 'token ••• done'],
  ['postgres://root:s3cr3tpass@db.acme.org/x', 'postgres://root:•••@db.acme.org/x'],
  ['ada@acme.org and bob@acme.org', '••• and •••'],
  ['Order 4711 leaves on Monday.', 'Order 4711 leaves on Monday.'],
  ['', ''],
])('%j is shown as %j', (text, masked) => {
  expect(maskPrivate(text)).toBe(masked);
});

it('masks places that overlap once', () => {
  const text = 'password: ada.lovelace99@acme.org!';
  expect(maskPrivate(text)).not.toContain('lovelace');
  expect(maskPrivate(text).match(/•••/g)?.length).toBe(1);
});
