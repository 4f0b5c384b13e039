import type { BotConfig } from './bot-config.ts';
import { decodeText } from './decode-text.ts';

/** Every value of the configuration that no log may hold. */
export function configSecrets(config: BotConfig): readonly string[] {
  const { app, database, github, telemetry } = config;
  const addresses = [database.kind === 'postgresql' ? database.url : '', github.proxyUrl ?? ''];
  const headers = (telemetry.otlp ?? []).flatMap((target) => Object.values(target.headers));
  return [
    app.privateKey,
    // A line of the key is as secret as all of it.
    ...app.privateKey.split('\n').filter((line) => line !== '' && !line.startsWith('-----')),
    ...app.webhookSecrets,
    ...addresses.flatMap(passwordsOf),
    ...headers.flatMap((header) => [header, header.replace(/^\S+ /, '')]),
  ].filter((value) => value !== '');
}

/** The password of an address, as it is written there and as it is meant. */
function passwordsOf(address: string): string[] {
  if (!URL.canParse(address)) return [];
  const { password } = new URL(address);
  return [password, decodeText(password) ?? ''];
}
