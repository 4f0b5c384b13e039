import {
  type CheckRunRequest,
  createCheckRun,
  findRun,
  rerequestRun,
  rerequestSuite,
  updateCheckRun,
} from '../changes/check-runs.ts';
import { createSuite, findSuite } from '../changes/open-suites.ts';
import { resolveCommit } from '../git/read-commits.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import type { App, CheckRun, CheckSuite } from '../state/model.ts';
import { latestRuns } from '../state/state-of-suite.ts';
import { toAnnotation, toCheckRun, toCheckSuite } from '../views/to-check.ts';
import { type Call, notFound, type OperationPlugs, writerOf } from './operation.ts';

const reads = { caller: 'token', permissions: [['checks', 'read']], role: 'read' } as const;
const writes = { caller: 'installation', permissions: [['checks', 'write']] } as const;

/** Check runs and check suites. */
export const checkOperations: OperationPlugs = {
  'checks/create': {
    ...writes,
    run: (call) => {
      const request = call.body as CheckRunRequest;
      const sha = commitOf(call, request.head_sha);
      const run = createCheckRun(call.world, call.repository, { app: appOf(call), sha, request });
      return { status: 201, body: toCheckRun(call.world, call.repository, run) };
    },
  },
  'checks/update': {
    ...writes,
    run: (call) => {
      const run = ownRun(call);
      updateCheckRun(call.world, call.repository, { run, request: call.body });
      return { status: 200, body: toCheckRun(call.world, call.repository, run) };
    },
  },
  'checks/get': {
    ...reads,
    run: (call) => {
      const run = findRun(call.repository, call.parameters.check_run_id ?? '');
      return { status: 200, body: toCheckRun(call.world, call.repository, run) };
    },
  },
  'checks/list-annotations': {
    ...reads,
    run: ({ parameters, repository, world }) => ({
      list: findRun(repository, parameters.check_run_id ?? '').annotations.map((each) =>
        toAnnotation(world, repository, each),
      ),
    }),
  },
  'checks/list-for-ref': {
    ...reads,
    run: (call) => {
      const sha = commitOf(call, call.parameters.ref);
      const suites = [...call.repository.suites.values()].filter(({ headSha }) => headSha === sha);
      return listRuns(call, suites);
    },
  },
  'checks/list-for-suite': { ...reads, run: (call) => listRuns(call, [suiteOf(call)]) },
  'checks/list-suites-for-ref': {
    ...reads,
    run: (call) => {
      const sha = commitOf(call, call.parameters.ref);
      const appId = call.query.get('app_id');
      const name = call.query.get('check_name');
      const suites = [...call.repository.suites.values()]
        .filter((suite) => suite.headSha === sha)
        .filter((suite) => appId === null || suite.app.id === Number(appId))
        .filter(
          (suite) =>
            name === null || latestRuns(call.repository, suite).some((run) => run.name === name),
        );
      return {
        list: suites.map((suite) => toCheckSuite(call.world, call.repository, suite)),
        wrap: (check_suites, total_count) => ({ total_count, check_suites }),
      };
    },
  },
  'checks/create-suite': {
    ...writes,
    run: (call) => {
      const sha = commitOf(call, (call.body as { head_sha: string }).head_sha);
      const app = appOf(call);
      const old = findSuite(call.repository, app, sha);
      const suite = old ?? createSuite(call.world, call.repository, { app, sha });
      const body = toCheckSuite(call.world, call.repository, suite);
      return { status: old === undefined ? 201 : 200, body };
    },
  },
  'checks/get-suite': {
    ...reads,
    run: (call) => ({
      status: 200,
      body: toCheckSuite(call.world, call.repository, suiteOf(call)),
    }),
  },
  'checks/rerequest-run': {
    ...writes,
    caller: 'token',
    role: 'write',
    run: (call) => {
      const run = findRun(call.repository, call.parameters.check_run_id ?? '');
      rerequestRun(call.world, call.repository, { run, by: writerOf(call).account });
      return { status: 201, body: {} };
    },
  },
  'checks/rerequest-suite': {
    ...writes,
    caller: 'token',
    role: 'write',
    run: (call) => {
      const suite = suiteOf(call);
      rerequestSuite(call.world, call.repository, { suite, by: writerOf(call).account });
      return { status: 201, body: {} };
    },
  },
};

function listRuns(call: Call, suites: readonly CheckSuite[]) {
  const { query, repository, world } = call;
  const all = query.get('filter') === 'all';
  const appId = query.get('app_id');
  const isWanted = (run: CheckRun) =>
    (query.get('check_name') ?? run.name) === run.name &&
    (query.get('status') ?? run.status) === run.status &&
    (appId === null || run.suite.app.id === Number(appId));
  const everyRun = [...repository.runs.values()].reverse();
  const runs = suites.flatMap((suite) =>
    all ? everyRun.filter((run) => run.suite === suite) : latestRuns(repository, suite),
  );
  return {
    list: runs.filter(isWanted).map((run) => toCheckRun(world, repository, run)),
    wrap: (check_runs: readonly unknown[], total_count: number) => ({ total_count, check_runs }),
  };
}

function ownRun(call: Call): CheckRun {
  const run = findRun(call.repository, call.parameters.check_run_id ?? '');
  if (run.suite.app === appOf(call)) return run;
  throw new ApiRefusal(
    403,
    'Invalid app_id `app_id` - check run can only be modified by the GitHub App that created it.',
  );
}

function suiteOf({ parameters, repository }: Call): CheckSuite {
  const suite = repository.suites.get(Number(parameters.check_suite_id));
  if (suite === undefined) throw notFound();
  return suite;
}

function appOf({ caller }: Call): App {
  if (caller.kind !== 'installation') throw notFound();
  return caller.installation.app;
}

function commitOf({ repository }: Call, name: string | undefined): string {
  const sha = resolveCommit(repository.store, name ?? '');
  if (sha === undefined) throw new ApiRefusal(422, `No commit found for SHA: ${name}`);
  return sha;
}
