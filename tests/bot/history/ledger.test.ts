import { afterEach, expect, it } from 'vitest';
import type { TenantPolicy } from '../../../bot/src/config/tenants.ts';
import { runGit } from '../../fakes/github/git/run-git.ts';
import type { Repository } from '../../fakes/github/state/model.ts';
import type { ChatServer } from '../../support/chat-server.ts';
import { promptFile, promptYaml } from '../../support/ticket-project.ts';
import { openStage, type Stage } from '../support/open-stage.ts';
import { paidProject, startTicketModel } from '../support/paid-project.ts';

let model: ChatServer;
let stage: Stage;
afterEach(async () => {
  await stage.close();
  await model.close();
});

async function open(policy: Partial<TenantPolicy>): Promise<void> {
  model = await startTicketModel();
  const written = 'budgets: {run_usd: 1}\nhistory: {branch: galley/records, retain: 30d}\n';
  stage = await openStage({
    files: paidProject(model, { hard: 2, policy: written }),
    policy: { allowedHosts: [model.host], writesLedger: true, ...policy },
    secrets: { HOUSE_KEY: 'key-of-the-house', 'HOUSE_KEY.hosts': `${model.host}\n` },
  });
}

/** Pushes a change that costs; its commit. */
function change(): string {
  const { github, repository } = stage;
  const files = { [promptFile]: promptYaml('quickly') };
  const sha = github.push(repository, 'paid', files, { as: 'ada' });
  github.openPullRequest(repository, { head: 'paid', as: 'ada' });
  return sha;
}

function recordsOn({ store }: Repository): readonly string[] {
  try {
    const names = runGit(store, ['ls-tree', '-r', '--name-only', 'galley/records']).toString();
    return names.split('\n').filter((name) => name !== '');
  } catch {
    return [];
  }
}

it('keeps the record of an evaluation on the branch that galley.yaml names', async () => {
  await open({});
  const sha = change();
  const { repository, github } = stage;
  await stage.until('a record', () => recordsOn(repository).length > 0);
  const [path = ''] = recordsOn(repository);
  expect(path).toMatch(/^runs\/\d{4}\/\d\d\/[\w-]+\.json$/);
  const record = JSON.parse(
    runGit(repository.store, ['show', `galley/records:${path}`]).toString(),
  );
  expect(record).toMatchObject({
    ...{ v: 1, who: 'ada', door: 'bot', command: 'proof', pullRequest: 1 },
    commits: { head: sha },
    totals: { requestsSent: model.requests.length, isUpperBound: false },
  });
  expect(record.totals.knownCostNanoUsd).toBe(model.requests.length * 450_000);
  expect(JSON.stringify(record)).not.toContain('Sort the ticket');
  await stage.sweep('retain');
  expect(recordsOn(repository)).toEqual([path]);
  github.assertValid();
});

it('keeps it in another repository where the operator says so', async () => {
  await open({ historyRepository: { owner: 'acme', name: 'records' } });
  const elsewhere = stage.github.createRepository('acme/records', {
    isPrivate: true,
    files: { 'README.md': 'Records of all repositories.\n' },
  });
  await stage.sweep('reconcile');
  change();
  await stage.until('a record', () => recordsOn(elsewhere).length > 0);
  expect(recordsOn(elsewhere)[0]).toMatch(/^acme\/prompts\/runs\//);
  expect(recordsOn(stage.repository)).toEqual([]);
});

it('writes nothing where the operator does not let it, and the gate stands all the same', async () => {
  await open({ writesLedger: false });
  const sha = change();
  const done = () => stage.checks(sha)['galley / gate'] === 'failure';
  await stage.until('the gate', done);
  expect(recordsOn(stage.repository)).toEqual([]);
});
