import { expect, it } from 'vitest';
import { isOwn } from './is-own.ts';

const self = { login: 'galley[bot]', appId: 7 };
const bot = { login: 'galley[bot]', type: 'Bot' };

it('knows its own login, in any letter case', () => {
  expect(isOwn({ user: bot }, self)).toBe(true);
  expect(isOwn({ user: { ...bot, login: 'Galley[bot]' } }, self)).toBe(true);
});

it('takes nobody else for itself', () => {
  expect(isOwn({ user: { login: 'galley', type: 'User' } }, self)).toBe(false);
  expect(isOwn({ user: { login: 'galley-bot[bot]', type: 'Bot' } }, self)).toBe(false);
  expect(isOwn({ user: null }, self)).toBe(false);
});

it('takes a person who writes through its App for that person', () => {
  const byApp = { id: 7 };
  const user = { login: 'mona', type: 'User' };
  expect(isOwn({ user, performed_via_github_app: byApp }, self)).toBe(false);
});

it('refuses what another App wrote under the same login', () => {
  expect(isOwn({ user: bot, performed_via_github_app: { id: 8 } }, self)).toBe(false);
  expect(isOwn({ user: bot, performed_via_github_app: { id: 7 } }, self)).toBe(true);
});
