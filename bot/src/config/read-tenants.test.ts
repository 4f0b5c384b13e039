import { describe, expect, it } from 'vitest';
import { readTenants } from './read-tenants.ts';
import type { Tenants } from './tenants.ts';

function tenantsOf(text: string): Tenants {
  const { tenants, problems } = readTenants('tenants.yaml', Buffer.from(text));
  if (tenants === undefined) throw new Error(JSON.stringify(problems, undefined, 1));
  return tenants;
}

function problemsOf(text: string): string[] {
  const { problems = [] } = readTenants('tenants.yaml', Buffer.from(text));
  return problems.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
}

const whole = `
allow: [Acme, ada]
tiers:
  free: {run_usd: 0.10, tokens_month: 500000}
defaults:
  tier: free
  allowed_hosts: [api.openai.com, "*.openai.azure.com"]
accounts:
  acme:
    id: 7001
    tier: pro
    limits: {month_usd: 300}
    extends: acme/galley-defaults@0123456789abcdef0123456789abcdef01234567
    permissions: {evaluate: maintain, accept: "@acme/prompt-owners"}
    repositories:
      Prompts:
        mode: observe
        writes_ledger: false
        history_repository: acme/galley-ledger
        gate_without_project: true
      archive: {enabled: false}
`;

describe('tenants.yaml', () => {
  it('gives what is nearest: a repository over its account over the defaults', () => {
    const policy = tenantsOf(whole).policyOf('ACME', 'prompts', 7001);
    expect(policy).toEqual({
      isEnabled: true,
      tier: {
        name: 'pro',
        limits: {
          runNanoUsd: 50e9,
          monthNanoUsd: 300e9,
          tokensMonth: 1_000_000_000,
        },
      },
      allowedHosts: ['api.openai.com', '*.openai.azure.com'],
      mode: 'observe',
      gateWithoutProject: true,
      writesLedger: false,
      historyRepository: { owner: 'acme', name: 'galley-ledger' },
      permissions: { evaluate: 'maintain', accept: '@acme/prompt-owners' },
      extends: {
        owner: 'acme',
        name: 'galley-defaults',
        commit: '0123456789abcdef0123456789abcdef01234567',
      },
    });
  });

  it('gives everybody else the defaults, in the operator’s own tiers', () => {
    expect(tenantsOf(whole).policyOf('ada', 'notes')).toEqual({
      isEnabled: true,
      tier: { name: 'free', limits: { runNanoUsd: 100_000_000, tokensMonth: 500_000 } },
      allowedHosts: ['api.openai.com', '*.openai.azure.com'],
      mode: 'enforce',
      gateWithoutProject: false,
      writesLedger: true,
    });
  });

  it.each([
    ['a repository that is switched off', ['acme', 'archive', 7001], 'switched-off'],
    ['an account that is not on the list', ['mallory', 'prompts', 13], 'not-allowed'],
    ['a login that changed hands', ['acme', 'prompts', 666], 'other-account'],
  ] as const)('does not serve %s', (_, [owner, name, id], offBecause) => {
    expect(tenantsOf(whole).policyOf(owner, name, id)).toMatchObject({
      isEnabled: false,
      offBecause,
    });
  });

  it('has one switch for everything', () => {
    const tenants = tenantsOf('enabled: false\n');
    expect(tenants.policyOf('acme', 'prompts')).toMatchObject({
      isEnabled: false,
      offBecause: 'switched-off',
    });
  });

  it('says every fault with its place', () => {
    const text = [
      'defaults:',
      '  teir: free',
      '  allowed_hosts: [https://api.openai.com]',
      'accounts:',
      '  acme:',
      '    id: 0',
      '    limits: {month_usd: many, tokens_month: 1.5}',
      '    extends: acme/galley-defaults@main',
      '  ACME: {}',
      '  "../etc": {}',
    ].join('\n');
    expect(problemsOf(text)).toEqual([
      '2:3 unknown-key unknown key "teir"',
      '3:19 wrong-value expected a host in small letters such as api.openai.com or *.openai.azure.com, got "https://api.openai.com"',
      '6:9 wrong-type expected a whole number from 1, got 0',
      '7:25 wrong-value expected US dollars such as 0.50',
      '7:45 wrong-type expected a whole number from 0, got 1.5',
      '8:14 wrong-value expected a repository at a full commit id, such as acme/galley-defaults@<40 digits>, got "acme/galley-defaults@main"',
      '9:3 yaml-duplicate-key "ACME" stands here twice',
      '10:3 wrong-value expected a login such as acme, got "../etc"',
    ]);
  });

  it.each([
    ['an empty file', ''],
    ['a list', '- acme\n'],
    ['half a file', 'accounts:\n  acme: {tier: fr'],
  ])('refuses %s, which would lift every cap', (_, text) => {
    expect(problemsOf(text)).not.toEqual([]);
  });
});
