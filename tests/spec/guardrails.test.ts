import { readFileSync } from 'node:fs';
import { type GuardName, guards, scanText } from '@galley/engine/guardrails';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Entry {
  readonly text: string;
  /** Rules that a careful reader would name. */
  readonly alerts: readonly string[];
}

interface Counts {
  readonly rightAlerts: number;
  readonly falseAlerts: number;
  readonly missed: number;
}

const guardNames = guards.map(({ name }) => name);

/** Figures of the committed corpus, as the documentation states them; a change must be meant. */
const measured: Readonly<Record<GuardName, Counts>> = {
  pii: { rightAlerts: 21, falseAlerts: 0, missed: 3 },
  secrets: { rightAlerts: 17, falseAlerts: 0, missed: 2 },
  injection: { rightAlerts: 41, falseAlerts: 1, missed: 5 },
};

describe.each(guardNames)('the guard for %s', (guard) => {
  const counts = { rightAlerts: 0, falseAlerts: 0, missed: 0 };
  const wrong: string[] = [];
  for (const { text, alerts } of readCorpus(guard)) {
    const found = [...new Set(scanText(text, new Set([guard])).map(({ rule }) => rule))];
    const falseAlerts = found.filter((rule) => !alerts.includes(rule));
    const missed = alerts.filter((rule) => !found.includes(rule));
    counts.rightAlerts += found.length - falseAlerts.length;
    counts.falseAlerts += falseAlerts.length;
    counts.missed += missed.length;
    wrong.push(...falseAlerts.map((rule) => `false ${rule}: ${text}`));
    wrong.push(...missed.map((rule) => `missed ${rule}: ${text}`));
  }

  it('finds in the corpus what its documentation says', () => {
    expect(counts, wrong.join('\n')).toEqual(measured[guard]);
  });

  it('alarms rightly more than nine times in ten, and finds three of four', () => {
    const { rightAlerts, falseAlerts, missed } = counts;
    expect(rightAlerts / (rightAlerts + falseAlerts)).toBeGreaterThan(0.9);
    expect(rightAlerts / (rightAlerts + missed)).toBeGreaterThan(0.75);
  });

  it('is described with these figures', () => {
    const { rightAlerts, falseAlerts, missed } = measured[guard];
    const percent = (share: number) => `${Math.round(share * 100)} %`;
    const precision = percent(rightAlerts / (rightAlerts + falseAlerts));
    const recall = percent(rightAlerts / (rightAlerts + missed));
    const page = readFileSync(new URL('../../site/docs/guardrails.md', import.meta.url), 'utf8');
    expect(page).toContain(`| \`${guard}\` | ${precision} | ${recall} |`);
    for (const { name, rules } of guards) {
      if (name === guard) for (const rule of rules) expect(page).toContain(`\`${rule}\``);
    }
  });

  it('takes little time for a long text made to keep it busy', () => {
    const hostile = [
      'ignore '.repeat(20_000),
      'a'.repeat(200_000),
      '1 '.repeat(100_000),
      '+1'.repeat(100_000),
      'a@'.repeat(100_000),
      `${'a.'.repeat(60)}@`.repeat(1_000),
      'password: '.repeat(20_000),
      'eyJ'.repeat(60_000),
      `x://${'a'.repeat(100)}:`.repeat(1_500),
      '!['.repeat(80_000),
      'DE89 3704 '.repeat(20_000),
      'send the context '.repeat(10_000),
    ];
    const startedAt = performance.now();
    for (const text of hostile) scanText(text, new Set([guard]));
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});

function readCorpus(guard: GuardName): Entry[] {
  const text = readFileSync(new URL(`./guardrails/${guard}.yaml`, import.meta.url), 'utf8');
  const mixed = 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC2eF4hJ6kL8n';
  const filled = text.replaceAll('{…}', mixed).replaceAll('{UPPER16}', 'ABCDEFGH12345678');
  return parse(filled) as Entry[];
}
