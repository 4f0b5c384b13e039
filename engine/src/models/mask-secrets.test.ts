import { describe, expect, it } from 'vitest';
import { holdsKeyPattern, holdsSecret, maskSecrets, maskValue } from './mask-secrets.ts';
import { secretsOf } from './testing/desk-fixtures.ts';

const secrets = secretsOf({
  HOUSE: { value: 'correct-horse', hosts: [] },
  LONGER: { value: 'correct-horse-battery', hosts: [] },
  SHORT: { value: 'yes', hosts: [] },
  EMPTY: { value: '', hosts: [] },
});

/** With letters outside ASCII, and every character that the two alphabets of base64 write differently. */
const wordy = 'correct~~~horse???ü>>>battery-staple';
const wordySecrets = secretsOf({ WORDY: { value: wordy, hosts: [] } });

/** Whatever the pieces of base64 in a text say, wherever they begin. */
function legible(text: string): string {
  const pieces = text.match(/[\w+/-]{4,}/g) ?? [];
  const starts = ['', 'A', 'AA', 'AAA'];
  return pieces
    .flatMap((piece) => starts.map((start) => Buffer.from(start + piece, 'base64').toString()))
    .join(' ');
}

/** Made up, in the shapes that services document; joined here so that no scanner takes them for real. */
const keys = [
  ['OpenAI', `sk-proj-${'a1B2c3D4'.repeat(6)}`],
  ['OpenAI, old', `sk-${'a1B2c3D4'.repeat(6)}`],
  ['Anthropic', `sk-ant-${'api03-a1B2c3D4'.repeat(4)}`],
  ['Google', `AIza${'a1B2c3D'.repeat(5)}`],
  ['Groq', `gsk_${'a1B2c3D4'.repeat(6)}`],
  ['GitHub', `ghp_${'a1B2c3D4'.repeat(5)}`],
  ['GitHub, fine-grained', `github_pat_${'a1B2c3D4_'.repeat(6)}`],
  ['AWS', `AKIA${'A1B2C3D4'.repeat(2)}`],
  ['Slack', `xoxb-${'123456789-'.repeat(3)}`],
  ['PEM', '-----BEGIN RSA PRIVATE KEY-----'],
] as const;

describe('masking', () => {
  it('replaces whole secrets, the longest first', () => {
    expect(maskSecrets('a correct-horse-battery, a correct-horse', secrets)).toBe('a •••, a •••');
  });

  it.each(['', 'k', 'ke', 'Bearer ', 'user:', 'galley:'])(
    'replaces a secret in base64 that stands behind %j',
    (before) => {
      for (const alphabet of ['base64', 'base64url'] as const) {
        const encoded = Buffer.from(`${before}${wordy}, after`).toString(alphabet);
        const masked = maskSecrets(`authorization: ${encoded}`, wordySecrets);
        expect(masked).toContain('•••');
        expect(legible(masked)).not.toMatch(/corr|orse|batt|stap/);
        expect(holdsSecret([encoded], wordySecrets)).toBe(true);
        expect(maskValue({ said: encoded }, wordySecrets).said).toContain('•••');
      }
    },
  );

  it('takes no short piece of base64 for a secret', () => {
    const held = secretsOf({ SEVEN: { value: 'six-two', hosts: [] } });
    const text = 'c2l4, LXR3, zaXgtdH'; // The longest is the middle of ` six-two`.
    expect(maskSecrets(text, held)).toBe(text);
  });

  it('masks what was loaded since it last masked', () => {
    const values = ['correct-horse'];
    const growing = { values: () => values };
    expect(maskSecrets('battery-staple', growing)).toBe('battery-staple');
    values.push('battery-staple');
    expect(maskSecrets('correct-horse, battery-staple', growing)).toBe('•••, •••');
  });

  it('leaves ordinary words alone that a short secret would match', () => {
    expect(maskSecrets('yes, it is broken', secrets)).toBe('yes, it is broken');
  });

  it.each(keys)('replaces a key of %s that nobody loaded', (_, key) => {
    expect(maskSecrets(`It says ${key} here`, secretsOf())).toBe('It says ••• here');
  });
});

describe('looking for secrets', () => {
  it.each(keys)('knows a key of %s', (_, key) => {
    expect(holdsKeyPattern({ text: `use ${key}` })).toBe(true);
  });

  it('takes ordinary text for no key', () => {
    const text = 'Ask for sk-ills, the risk-free task-force, or order AIza-12; see sk-42.';
    expect(holdsKeyPattern(text)).toBe(false);
  });

  it('looks into lists, maps and their keys, however deep', () => {
    let deep: unknown = 'the correct-horse';
    for (let level = 0; level < 20_000; level++) deep = [deep];
    expect(holdsSecret(deep, secrets)).toBe(true);
    expect(holdsSecret({ a: { 'correct-horse': 1 } }, secrets)).toBe(true);
    expect(holdsSecret({ a: ['correct horse'] }, secrets)).toBe(false);
  });
});

describe('maskValue', () => {
  it('masks texts and keys wherever they stand, and leaves the rest', () => {
    const value = {
      text: 'a correct-horse',
      list: [1, { 'correct-horse': null }],
      usage: undefined,
    };
    expect(maskValue(value, secrets)).toEqual({
      text: 'a •••',
      list: [1, { '•••': null }],
      usage: undefined,
    });
  });

  it('gives back a value without a secret as it is', () => {
    const value = { text: 'a horse' };
    expect(maskValue(value, secrets)).toBe(value);
  });

  it('keeps nothing of what is too deep to look through', () => {
    let deep: unknown = 'the correct-horse';
    for (let level = 0; level < 20_000; level++) deep = [deep];
    expect(JSON.stringify(maskValue(deep, secrets))).not.toContain('correct-horse');
  });
});
