import type { Finding } from './finding.ts';
import type { Check, DoctorWorld } from './world.ts';

const about = 'webhook';
const page = 'on the page of your GitHub App, Webhook';

/** Where GitHub sends webhooks, how, and what became of the last ones. */
export const checkWebhook: Check = async (world) => {
  const { data } = await world.github.app.rest.apps.getWebhookConfigForApp();
  if (!data.url) {
    const hint = `Make it active ${page}, with the address of this bot and ${world.config.server.webhookPath} behind it.`;
    return [{ level: 'error', about, message: 'the App has no webhook', hint }];
  }
  const url = new URL(data.url);
  return [
    ...addressFindings(url, world),
    ...(data.content_type === 'json' ? [] : [contentType]),
    ...(data.secret ? [] : [noSecret]),
    ...(String(data.insecure_ssl ?? '0') === '0' ? [] : [insecure]),
    ...(await deliveryFindings(world)),
  ];
};

const contentType: Finding = {
  level: 'error',
  about,
  message: 'webhooks come as forms, and the bot reads JSON',
  hint: `Choose the content type application/json ${page}.`,
};
const noSecret: Finding = {
  level: 'error',
  about,
  message: 'webhooks are not signed, and the bot refuses those',
  hint: `Give the value of WEBHOOK_SECRET ${page}.`,
};
const insecure: Finding = {
  level: 'warning',
  about,
  message: 'GitHub does not verify the certificate of this bot',
  hint: `Enable SSL verification ${page}.`,
};

function addressFindings(url: URL, { config }: DoctorWorld): Finding[] {
  const { webhookPath } = config.server;
  const isNear = /^(localhost|127\.|\[::1\])/.test(url.hostname);
  return [
    ...(url.pathname === webhookPath
      ? []
      : [
          {
            level: 'warning' as const,
            about,
            message: `webhooks go to ${url.pathname}, and the bot listens at ${webhookPath}`,
            hint: `Make them the same, in WEBHOOK_PATH or ${page}, unless a proxy in between does.`,
          },
        ]),
    ...(url.protocol === 'https:' || isNear
      ? []
      : [
          {
            level: 'warning' as const,
            about,
            message: 'webhooks travel unencrypted',
            hint: `Put a TLS proxy before the bot and write https:// ${page}.`,
          },
        ]),
  ];
}

/** What the answers of a bot, or of something before it, mean. */
const meanings: Readonly<Record<number, string>> = {
  401: 'Give the value of WEBHOOK_SECRET on the page of your GitHub App, Webhook.',
  404: 'Compare the path of the webhook with WEBHOOK_PATH.',
  413: 'Raise GALLEY_WEBHOOK_MB, or the limit of the proxy before the bot.',
};

async function deliveryFindings({ github }: DoctorWorld): Promise<Finding[]> {
  const { data } = await github.app.request('GET /app/hook/deliveries', { per_page: 100 });
  // Newest first; a later good attempt mends a bad one.
  const mended = new Set<string>();
  const failed = data.filter(({ guid, status_code: status }) => {
    const isTaken = status >= 200 && status < 300;
    if (isTaken) mended.add(guid);
    return !isTaken && !mended.has(guid);
  });
  const [newest] = failed;
  if (newest === undefined) return [];
  const { status_code: code, status, event, delivered_at } = newest;
  const what = code > 0 ? `status ${code}` : status;
  return [
    {
      level: 'warning',
      about,
      message: `${failed.length} of the last ${data.length} deliveries were not taken; the newest is ${event} at ${delivered_at} (${what})`,
      hint:
        meanings[code] ??
        'Look whether GitHub reaches the bot; what failed is sent again by the bot itself within minutes.',
    },
  ];
}
