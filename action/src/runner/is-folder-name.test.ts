import { expect, it } from 'vitest';
import { isFolderName } from './is-folder-name.ts';

it.each(['', 'desk', 'teams/support desk', 'équipes/v..2', '.github/prompts'])(
  'takes %j for a folder',
  (name) => expect(isFolderName(name)).toBe(true),
);

it.each(['/etc', 'a//b', 'a/', './a', 'a/../b', '..', 'a\\b', 'a\nb', '\ud800', 'a'.repeat(201)])(
  'refuses %j',
  (name) => expect(isFolderName(name)).toBe(false),
);
