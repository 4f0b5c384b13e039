import { describe, expect, it } from 'vitest';
import { rememberRecent } from './remember-recent.ts';

describe('what is remembered', () => {
  it('is made once, until so many others were used since', async () => {
    const made: string[] = [];
    const recent = rememberRecent<Promise<string>>(2);
    const take = (key: string) =>
      recent.take(key, async () => {
        made.push(key);
        return key;
      });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await take(key)).toBe(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('is nothing that failed', async () => {
    const recent = rememberRecent<Promise<string>>(2);
    const failing = () => Promise.reject(new Error('GitHub is away'));
    await expect(recent.take('a', failing)).rejects.toThrow('away');
    expect(await recent.take('a', async () => 'here')).toBe('here');
  });
});
