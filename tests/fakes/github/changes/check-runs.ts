import { ApiRefusal } from '../state/api-refusal.ts';
import type {
  Account,
  Annotation,
  App,
  CheckAction,
  CheckRun,
  CheckSuite,
  Repository,
} from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import { stateOfSuite } from '../state/state-of-suite.ts';
import { toCheckRun, toCheckSuite } from '../views/to-check.ts';
import { createSuite, findSuite } from './open-suites.ts';

/** A check run as a request writes it. */
export interface CheckRunRequest {
  readonly name?: string;
  readonly head_sha?: string;
  readonly details_url?: string;
  readonly external_id?: string;
  readonly status?: CheckRun['status'];
  readonly started_at?: string;
  readonly conclusion?: string;
  readonly completed_at?: string;
  readonly output?: {
    readonly title?: string;
    readonly summary: string;
    readonly text?: string;
    readonly annotations?: readonly Annotation[];
  };
  readonly actions?: readonly CheckAction[];
}

/** Runs of one name that a suite keeps; GitHub deletes older ones. */
const keptRunsOfOneName = 1000;

/** Adds a run to the App's suite at the commit, which is made when there is none. */
export function createCheckRun(
  world: World,
  repository: Repository,
  options: { readonly app: App; readonly sha: string; readonly request: CheckRunRequest },
): CheckRun {
  const { app, request, sha } = options;
  checkConclusion(request);
  const suite = findSuite(repository, app, sha) ?? createSuite(world, repository, { app, sha });
  const run: CheckRun = {
    id: world.nextId(),
    suite,
    name: request.name ?? '',
    status: 'queued',
    conclusion: null,
    externalId: '',
    detailsUrl: null,
    startedAt: world.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
  };
  repository.runs.set(run.id, run);
  suite.isRerequested = false;
  const sameName = [...repository.runs.values()].filter(
    (other) => other.suite === suite && other.name === run.name,
  );
  for (const old of sameName.slice(0, -keptRunsOfOneName)) repository.runs.delete(old.id);
  write(world, run, request);
  tell(world, repository, { name: 'check_run.created', run, sender: app.bot });
  if (run.status === 'completed') tellCompleted(world, repository, run);
  return run;
}

/** Changes a run; annotations are added to the ones it has, everything else is replaced. */
export function updateCheckRun(
  world: World,
  repository: Repository,
  options: { readonly run: CheckRun; readonly request: CheckRunRequest },
): void {
  const { request, run } = options;
  checkConclusion(request);
  const wasCompleted = run.status === 'completed';
  write(world, run, request);
  if (run.status === 'completed' && !wasCompleted) tellCompleted(world, repository, run);
}

/** Somebody pressed "Re-run" on a run. */
export function rerequestRun(
  world: World,
  repository: Repository,
  options: { readonly run: CheckRun; readonly by: Account },
): void {
  options.run.suite.isRerequested = true;
  const { run, by } = options;
  tell(world, repository, { name: 'check_run.rerequested', run, sender: by });
}

/** Somebody pressed "Re-run all checks". */
export function rerequestSuite(
  world: World,
  repository: Repository,
  options: { readonly suite: CheckSuite; readonly by: Account },
): void {
  options.suite.isRerequested = true;
  tellSuite(world, repository, { ...options, name: 'check_suite.rerequested' });
}

/** Somebody pressed one of the run's own buttons. */
export function requestAction(
  world: World,
  repository: Repository,
  options: { readonly run: CheckRun; readonly identifier: string; readonly by: Account },
): void {
  const { by, identifier, run } = options;
  if (!run.actions.some((action) => action.identifier === identifier)) {
    throw new Error(`"${run.name}" has no button ${identifier}`);
  }
  const more = { requested_action: { identifier } };
  tell(world, repository, { name: 'check_run.requested_action', run, sender: by, more });
}

/** The run of an id. */
export function findRun(repository: Repository, id: string): CheckRun {
  const run = repository.runs.get(Number(id));
  if (run === undefined) throw new ApiRefusal(404, 'Not Found');
  return run;
}

function checkConclusion(request: CheckRunRequest): void {
  if (request.status !== 'completed' || request.conclusion !== undefined) return;
  throw new ApiRefusal(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.');
}

function write(world: World, run: CheckRun, request: CheckRunRequest): void {
  run.name = request.name ?? run.name;
  run.externalId = request.external_id ?? run.externalId;
  run.detailsUrl = request.details_url ?? run.detailsUrl;
  run.startedAt = request.started_at ?? run.startedAt;
  run.actions = request.actions ?? run.actions;
  if (request.output !== undefined) {
    run.title = request.output.title ?? run.title;
    run.summary = request.output.summary;
    run.text = request.output.text ?? run.text;
    run.annotations.push(...(request.output.annotations ?? []));
  }
  const status = request.conclusion === undefined ? request.status : 'completed';
  if (status === 'completed') {
    run.conclusion = request.conclusion ?? run.conclusion;
    run.completedAt = request.completed_at ?? world.now();
  } else if (status !== undefined) {
    run.conclusion = null;
    run.completedAt = null;
  }
  run.status = status ?? run.status;
  run.suite.updatedAt = world.now();
}

function tellCompleted(world: World, repository: Repository, run: CheckRun): void {
  const { suite } = run;
  const sender = suite.app.bot;
  tell(world, repository, { name: 'check_run.completed', run, sender });
  if (stateOfSuite(repository, suite).status !== 'completed') return;
  tellSuite(world, repository, { suite, by: sender, name: 'check_suite.completed' });
}

function tell(
  world: World,
  repository: Repository,
  event: {
    readonly name: `check_run.${'created' | 'completed' | 'rerequested' | 'requested_action'}`;
    readonly run: CheckRun;
    readonly sender: Account;
    readonly more?: object;
  },
): void {
  const { more, name, run, sender } = event;
  const view = toCheckRun(world, repository, run);
  const suite = toCheckSuite(world, repository, run.suite);
  const isPersonal = name === 'check_run.rerequested' || name === 'check_run.requested_action';
  world.emit({
    name,
    repository,
    sender,
    overlay: { check_run: { ...view, check_suite: suite }, ...more },
    ...(isPersonal ? { onlyApp: run.suite.app } : {}),
  });
}

function tellSuite(
  world: World,
  repository: Repository,
  event: {
    readonly suite: CheckSuite;
    readonly by: Account;
    readonly name: 'check_suite.rerequested' | 'check_suite.completed';
  },
): void {
  const { app, ...view } = toCheckSuite(world, repository, event.suite);
  // GitHub's description of these two events lists what an App may subscribe to, and is older than this one.
  const events = app.events.filter((name) => name !== 'merge_group');
  world.emit({
    name: event.name,
    repository,
    sender: event.by,
    overlay: { check_suite: { ...view, app: { ...app, events } } },
    ...(event.name === 'check_suite.rerequested' ? { onlyApp: event.suite.app } : {}),
  });
}
