import { readCommit } from '../git/read-commits.ts';
import type { Annotation, CheckRun, CheckSuite, Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { latestRuns, stateOfSuite } from '../state/state-of-suite.ts';
import { apiUrlOf, htmlUrlOf } from './addresses.ts';
import { nodeId } from './node-id.ts';
import { toApp } from './to-app.ts';
import { toSimpleCommit } from './to-commit.ts';
import { toRepository } from './to-repository.ts';

/** A check run as the API gives it. */
export function toCheckRun(world: World, repository: Repository, run: CheckRun) {
  const api = apiUrlOf(world, repository);
  const html = `${htmlUrlOf(world, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    node_id: nodeId('CR', run.id),
    name: run.name,
    head_sha: run.suite.headSha,
    external_id: run.externalId,
    url: `${api}/check-runs/${run.id}`,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${api}/check-runs/${run.id}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: toApp(world, run.suite.app),
    pull_requests: pullsOf(world, repository, run.suite),
  };
}

/** A check suite as the API gives it; its state is what its latest runs say. */
export function toCheckSuite(world: World, repository: Repository, suite: CheckSuite) {
  const url = `${apiUrlOf(world, repository)}/check-suites/${suite.id}`;
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    ...stateOfSuite(repository, suite),
    url,
    before: suite.before,
    after: suite.headSha,
    pull_requests: pullsOf(world, repository, suite),
    app: toApp(world, suite.app),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: latestRuns(repository, suite).length,
    check_runs_url: `${url}/check-runs`,
    head_commit: toSimpleCommit(readCommit(repository.store, suite.headSha)),
    repository: toRepository(world, repository),
  };
}

/** An annotation as the API gives it. */
export function toAnnotation(world: World, repository: Repository, annotation: Annotation) {
  return {
    path: annotation.path,
    blob_href: `${htmlUrlOf(world, repository)}/blob/${annotation.path}`,
    start_line: annotation.start_line,
    end_line: annotation.end_line,
    start_column: annotation.start_column ?? null,
    end_column: annotation.end_column ?? null,
    annotation_level: annotation.annotation_level,
    message: annotation.message,
    title: annotation.title ?? null,
    raw_details: annotation.raw_details ?? null,
  };
}

/** Open pull requests from this repository at the suite's commit; those of forks are left out, as on GitHub. */
function pullsOf(world: World, repository: Repository, suite: CheckSuite) {
  return [...repository.issues.values()].flatMap((issue) => {
    const { pull } = issue;
    if (pull === undefined || issue.state !== 'open') return [];
    if (pull.headSha !== suite.headSha || pull.headRepository !== repository) return [];
    const repo = { id: repository.id, url: apiUrlOf(world, repository), name: repository.name };
    return [
      {
        id: pull.id,
        number: issue.number,
        url: `${apiUrlOf(world, repository)}/pulls/${issue.number}`,
        head: { ref: pull.headBranch, sha: pull.headSha, repo },
        base: { ref: pull.baseBranch, sha: pull.baseSha, repo },
      },
    ];
  });
}
