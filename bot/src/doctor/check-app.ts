import { statusOf } from '../github/read-pause.ts';
import {
  includes,
  isOptional,
  isOptionalEvent,
  neededEvents,
  neededPermissions,
  type Permissions,
} from './app-needs.ts';
import type { Finding } from './finding.ts';
import type { Check } from './world.ts';

/** GitHub takes tokens that are up to a minute from the future. */
const mostSkewMs = 30_000;

/** Whether GitHub knows us, when it thinks it is, and what we may do and hear. */
export const checkApp: Check = async ({ github, clock }) => {
  const answer = await github.app.rest.apps.getAuthenticated().catch((error: unknown) => {
    const status = statusOf(error);
    const { response } = error as { response?: { headers?: Readonly<Record<string, unknown>> } };
    return { status, headers: response?.headers ?? {}, data: null };
  });
  const skew = skewFindings(String(answer.headers.date ?? ''), clock.now());
  if (answer.data === null) return [...skew, refused(answer.status)];
  const { permissions, events } = answer.data;
  return [
    ...skew,
    ...permissionFindings('app', (permissions ?? {}) as Permissions),
    ...eventFindings(events ?? []),
  ];
};

/** Whether the accounts that installed the App have granted what it asks for. */
export const checkInstallations: Check = async ({ github }) => {
  const { app } = github;
  const all = await app.paginate(app.rest.apps.listInstallations, { per_page: 100 });
  if (all.length === 0) {
    const hint = 'Install it: the page of your GitHub App, Install App.';
    return [{ level: 'warning', about: 'app', message: 'nobody has installed the App', hint }];
  }
  return all.flatMap(({ account, permissions, suspended_at, html_url }): Finding[] => {
    const about = (account as { login?: string } | null)?.login ?? 'an account';
    if (suspended_at) {
      const hint = `An owner of ${about} takes that back at ${html_url}.`;
      return [{ level: 'warning', about, message: 'its installation is suspended', hint }];
    }
    const missing = missingOf(permissions as Permissions).filter(({ name }) => !isOptional(name));
    if (missing.length === 0) return [];
    const list = missing.map(({ name, level }) => `${name}: ${level}`).join(', ');
    const hint = `An owner of ${about} accepts the new permissions at ${html_url}.`;
    return [{ level: 'error', about, message: `it has not granted ${list}`, hint }];
  });
};

function refused(status: number | undefined): Finding {
  const about = 'app';
  if (status === 401) {
    return {
      level: 'error',
      about,
      message: 'GitHub does not accept APP_ID and PRIVATE_KEY together',
      isFinal: true,
      hint: 'Compare APP_ID with "App ID" on the page of your GitHub App, and generate a new key there.',
    };
  }
  return {
    level: 'error',
    about,
    isFinal: true,
    message: `GitHub did not answer as expected (${status === undefined ? 'no connection' : `status ${status}`})`,
    hint: 'Compare GITHUB_API_URL or GHE_HOST with your GitHub, and look at HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS.',
  };
}

function skewFindings(date: string, nowMs: number): Finding[] {
  const skewMs = nowMs - Date.parse(date);
  if (!(Math.abs(skewMs) > mostSkewMs)) return [];
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return [
    {
      level: 'error',
      about: 'clock',
      message: `this machine is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} GitHub, whose tokens it will not get`,
      hint: 'Let the machine keep time by NTP: `timedatectl set-ntp true`.',
    },
  ];
}

function missingOf(permissions: Permissions): { name: string; level: string }[] {
  return Object.entries(neededPermissions())
    .filter(([name, level]) => !includes(permissions, name, level))
    .filter(([name]) => name !== 'metadata')
    .map(([name, level]) => ({ name, level }));
}

function permissionFindings(about: string, permissions: Permissions): Finding[] {
  const needed = neededPermissions();
  const where = 'on the page of your GitHub App, Permissions & events';
  const missing = missingOf(permissions).map(
    ({ name, level }): Finding => ({
      level: isOptional(name) ? 'warning' : 'error',
      about,
      message: `the permission ${name}: ${level} is missing${lackOf(name)}`,
      hint: `Set ${name} to ${level} ${where}; owners of accounts then accept it.`,
    }),
  );
  const excessive = Object.entries(permissions)
    .filter(([name, level]) => name !== 'metadata' && !includes(needed, name, level))
    .map(
      ([name, level]): Finding => ({
        level: 'warning',
        about,
        message: `the permission ${name}: ${level} is more than the bot uses`,
        hint: `Set ${name} to ${needed[name] ?? 'no access'} ${where}.`,
      }),
    );
  return [...missing, ...excessive];
}

/** What the bot does without a permission that it can do without. */
function lackOf(name: string): string {
  if (!isOptional(name)) return '';
  return name === 'members'
    ? ', so that rules cannot name teams'
    : ', so that commits of merge queues get no checks';
}

function eventFindings(events: readonly string[]): Finding[] {
  return neededEvents
    .filter((event) => !events.includes(event))
    .map((event) => ({
      level: isOptionalEvent(event) ? 'warning' : 'error',
      about: 'app',
      message: `the App does not hear the event ${event}`,
      hint: `Subscribe to ${event} on the page of your GitHub App, Permissions & events.`,
    }));
}
