import { statusOf } from '../github/read-pause.ts';
import { checkApp, checkInstallations } from './check-app.ts';
import { checkDatabase } from './check-database.ts';
import { checkGuard } from './check-guard.ts';
import { checkRepositories } from './check-repositories.ts';
import { checkSecrets } from './check-secrets.ts';
import { checkWebhook } from './check-webhook.ts';
import type { Finding } from './finding.ts';
import type { Check, DoctorWorld } from './world.ts';

/** Everything that is looked at, in the order in which it is told. */
const local: Readonly<Record<string, Check>> = {
  database: checkDatabase,
  secrets: checkSecrets,
  'keyless child': checkGuard,
};
const onGitHub: Readonly<Record<string, Check>> = {
  webhook: checkWebhook,
  installations: checkInstallations,
  repositories: checkRepositories,
};

/**
 * Looks at everything that the bot depends on and says what is wrong and how to mend it. Changes
 * nothing.
 */
export async function doctor(world: DoctorWorld): Promise<readonly Finding[]> {
  const findings: Finding[] = [...(await told('app', checkApp, world))];
  // Whoever is not known on GitHub sees nothing else of it.
  const isKnown = !findings.some(({ isFinal }) => isFinal === true);
  for (const [about, check] of Object.entries(isKnown ? { ...onGitHub, ...local } : local)) {
    findings.push(...(await told(about, check, world)));
  }
  return findings;
}

async function told(about: string, check: Check, world: DoctorWorld): Promise<readonly Finding[]> {
  try {
    return await check(world);
  } catch (error) {
    const status = statusOf(error);
    const why = status === undefined ? 'no answer' : `status ${status}`;
    const hint =
      status === 404 || status === 403
        ? 'GitHub does not let the App see it; look by hand.'
        : 'Run the doctor again; when it stays so, look at the network between here and GitHub.';
    return [{ level: 'unknown', about, message: `this cannot be told (${why})`, hint }];
  }
}
