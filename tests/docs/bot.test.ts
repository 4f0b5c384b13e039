import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { tenantKeys } from '../../bot/src/config/read-tenant-entry.ts';
import { readTenants } from '../../bot/src/config/read-tenants.ts';
import { type Variable, variables } from '../../bot/src/config/variables.ts';
import { neededEvents, neededPermissions } from '../../bot/src/doctor/app-needs.ts';
import { isHeard } from '../../bot/src/intake/intents-of.ts';
import { openMetrics } from '../../bot/src/telemetry/metrics.ts';
import { wantedEvents } from '../fakes/github/openapi/wanted-events.ts';
import { repositoryRoot } from '../support/source-files.ts';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const page = read('site/docs/bot.md');

describe('the page about the bot', () => {
  it('lists every variable that the bot reads, and no other', () => {
    const section = page.split('## Environment')[1]?.split('\n## ')[0] ?? '';
    const rows = Object.entries(variables).map(([name, variable]: [string, Variable]) => {
      const mark = variable.isSecret === true ? ' *' : '';
      return `| \`${name}\`${mark} | ${variable.about} | ${variable.without} |`;
    });
    expect(section.split('\n').filter((line) => line.startsWith('| `'))).toEqual(rows);
  });

  it('shows a tenants.yaml that the bot takes, and explains every key of it', () => {
    const section = page.split('## tenants.yaml')[1]?.split('\n## ')[0] ?? '';
    const example = /```yaml\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
    const { tenants, problems } = readTenants('tenants.yaml', Buffer.from(example));
    expect(problems).toBeUndefined();
    expect(tenants?.policyOf('acme', 'prompts', 7001)).toMatchObject({
      isEnabled: true,
      mode: 'observe',
      tier: { name: 'pro' },
    });
    for (const key of ['enabled', 'allow', 'tiers', 'id', ...tenantKeys]) {
      expect(section).toContain(`| \`${key}\` |`);
    }
  });

  it('lists every metric with its labels', async () => {
    const metrics = openMetrics({
      labelsTenants: true,
      measuresProcess: false,
      sample: async () => ({ queue: { look: { waiting: 0, active: 0 } }, freeBytes: 1 }),
    });
    metrics.delivery({ event: 'push', status: 202, durationMs: 1 });
    metrics.job('look', 'done', 1);
    metrics.githubRequest(200, { resource: 'core', remaining: 1 });
    metrics.githubPause('request-postponed');
    metrics.effect('comment', 'done');
    metrics.modelCall({
      provider: 'openai',
      outcome: 'answered',
      requests: 1,
      costNanoUsd: undefined,
      durationMs: 1,
      account: 'acme',
    });
    const { body } = await metrics.read();
    const names = [...body.matchAll(/^# TYPE (galley_\S+)/gm)].map(([, name = '']) => name);
    const section = page.split('### Metrics')[1]?.split('What to be woken by')[0] ?? '';
    const rows = [...section.matchAll(/^\| `(galley_\w+)` \| .* \| (.*) \|$/gm)];
    expect(rows.map(([, name]) => name)).toEqual(names);
    for (const [, name = '', labels = ''] of rows) {
      const lines = body
        .split('\n')
        .filter((line) => new RegExp(`^${name}(_\\w+)?[{ ]`).test(line));
      const used = new Set(
        lines.flatMap((line) => [...line.matchAll(/(\w+)="/g)]).map(([, it]) => it),
      );
      used.delete('le');
      const told = [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label);
      expect([name, [...used].sort()]).toEqual([name, told.toSorted()]);
    }
    const alerts = page.split('What to be woken by')[1]?.split('### Logs')[0] ?? '';
    for (const [, name = ''] of alerts.matchAll(/(galley_\w+?)(_bucket)?[[{ `]/g)) {
      expect(names).toContain(name);
    }
  });

  it('registers the App that app.yml describes', () => {
    const link = new URL(/^https:.*settings\/apps\/new\S+$/m.exec(page)?.[0] ?? '');
    const { default_permissions: permissions, default_events: events } = parse(read('bot/app.yml'));
    expect(link.searchParams.getAll('events[]')).toEqual(events);
    for (const [name, level] of Object.entries(permissions)) {
      expect([name, link.searchParams.get(name)]).toEqual([name, level]);
    }
  });
});

describe('app.yml', () => {
  const manifest = parse(read('bot/app.yml')) as {
    readonly default_permissions: Record<string, string>;
    readonly default_events: string[];
  };

  it('asks for exactly the permissions that jobs use and events need', () => {
    expect(manifest.default_permissions).toEqual(neededPermissions());
  });

  it('hears exactly the events that mean something; those of installations come unasked', () => {
    expect(manifest.default_events).toEqual(neededEvents);
    const unasked = ['installation', 'installation_repositories'];
    const heard = new Set(
      Object.keys(wantedEvents)
        .map((event) => event.split('.')[0] ?? '')
        .filter(isHeard),
    );
    expect([...heard].sort()).toEqual([...neededEvents, ...unasked].sort());
  });
});

describe('the container', () => {
  const dockerfile = read('bot/Dockerfile');
  const compose = parse(read('bot/compose.yaml')) as {
    readonly services: Record<string, { readonly environment: Record<string, string> }>;
  };

  it('is given variables that the bot reads', () => {
    const known = Object.entries(variables).flatMap(([name, { isSecret }]: [string, Variable]) =>
      isSecret === true ? [name, `${name}_PATH`] : [name],
    );
    const [, set = ''] = /^ENV NODE_ENV=production (.*)$/m.exec(dockerfile) ?? [];
    const names = set.split(' ').map((entry) => entry.split('=')[0]);
    for (const name of [...names, ...Object.keys(compose.services.bot?.environment ?? {})]) {
      expect(known).toContain(name);
    }
  });

  it('is built with the same pnpm, and runs as somebody without rights', () => {
    const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
    expect(dockerfile).toContain(`npm install --global ${packageManager}\n`);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    expect(dockerfile).not.toMatch(/:latest\b/);
  });
});
