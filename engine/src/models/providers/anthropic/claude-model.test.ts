import { expect, it } from 'vitest';
import { claudeModel } from './claude-model.ts';

it.each([
  ['claude-3-haiku-20240307', true, 'budget'],
  ['claude-3-7-sonnet-latest', true, 'budget'],
  ['claude-sonnet-4-20250514', true, 'budget'],
  ['claude-haiku-4-5', true, 'budget'],
  ['claude-opus-4-5-20251101', true, 'budget'],
  ['claude-sonnet-4-6', true, 'adaptive'],
  ['claude-opus-4-6', true, 'adaptive'],
  ['claude-opus-4-7', false, 'adaptive'],
  ['claude-opus-4-8-20260528', false, 'adaptive'],
  ['claude-sonnet-5', false, 'adaptive'],
  ['claude-haiku-5-5', false, 'adaptive'],
  ['claude-opus-10', false, 'adaptive'],
  ['claude-mythos-preview', false, 'adaptive'],
  ['claude-fable-5-2', false, 'adaptive'],
  ['anthropic/claude-sonnet-4.5', true, 'budget'],
  ['house-writer', true, 'adaptive'],
] as const)('knows what %s takes', (name, takesSampling, thinking) => {
  expect(claudeModel(name)).toEqual({ takesSampling, thinking });
});
