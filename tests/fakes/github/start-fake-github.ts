import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countRequests, type RateLimits } from './access/count-requests.ts';
import { openContract } from './contract/open-contract.ts';
import { actOnChecks, type CheckActions } from './scene/act-on-checks.ts';
import { actOnPulls, type PullActions } from './scene/act-on-pulls.ts';
import { actOnRepositories, type RepositoryActions } from './scene/act-on-repositories.ts';
import { makePeople, type People } from './scene/make-people.ts';
import { type Faults, openFaults } from './server/faults.ts';
import { listen } from './server/listen.ts';
import { type Clock, openWorld, type World, type WorldEvent } from './state/open-world.ts';
import { announce } from './webhooks/announce.ts';
import { readExamples } from './webhooks/build-payload.ts';
import { type Deliveries, openDeliveries } from './webhooks/open-deliveries.ts';

/** Opened once for all fakes of a process, as compiling the schemas is what costs most. */
const contract = openContract();
const examples = readExamples();

/** What a test may want otherwise. */
export interface FakeGitHubOptions {
  /** Default the real time. */
  readonly clock?: Clock;
  readonly limits?: Partial<RateLimits>;
  /** How long a receiver of webhooks may take, in milliseconds; default 10,000. */
  readonly webhookTimeoutMs?: number;
}

/** A GitHub of its own on the loopback interface. */
export interface FakeGitHub extends People, RepositoryActions, PullActions, CheckActions {
  /** The API, `http://127.0.0.1:port`; it also answers below `/api/v3`, as an Enterprise Server does. */
  readonly apiUrl: string;
  /** Where `<owner>/<name>.git` is. */
  readonly gitUrl: string;
  readonly deliveries: Deliveries;
  readonly faults: Faults;
  /** Everything so far that did not fit GitHub's description. */
  readonly violations: readonly string[];
  /** Gives and forgets the violations, for tests that provoke them. */
  takeViolations(): string[];
  /** @throws Error that lists what did not fit GitHub's description */
  assertValid(): void;
  /** Stops the server and deletes its repositories. */
  close(): Promise<void>;
}

/** Starts an empty GitHub. */
export async function startFakeGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const clock = options.clock ?? { now: () => Date.now() };
  const folder = mkdtempSync(join(tmpdir(), 'galley-fake-github-'));
  const listener = await listen();
  const violations: string[] = [];
  const report = (violation: string) => void violations.push(violation);
  const emit = (event: WorldEvent) =>
    announce(world, event, { contract, examples, deliveries, report });
  const world: World = openWorld({ origin: listener.origin, folder, clock, emit });
  const deliveries = openDeliveries({
    nextId: world.nextId,
    nowMs: world.nowMs,
    timeoutMs: options.webhookTimeoutMs ?? 10_000,
  });
  const faults = openFaults();
  const unlimited = { requestsPerHour: 5000, contentWritesPerMinute: Number.POSITIVE_INFINITY };
  const counter = countRequests({ ...unlimited, ...options.limits }, world.nowMs);
  listener.serve({ world, contract, deliveries, counter, report }, faults);

  return {
    apiUrl: listener.origin,
    gitUrl: listener.origin,
    deliveries,
    faults,
    violations,
    ...actOnPulls(world),
    ...actOnChecks(world),
    ...actOnRepositories(world),
    ...makePeople(world),
    takeViolations: () => violations.splice(0),
    assertValid: () => {
      if (violations.length === 0) return;
      throw new Error(`GitHub's description was broken:\n${violations.join('\n')}`);
    },
    async close() {
      await deliveries.settle();
      await listener.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
