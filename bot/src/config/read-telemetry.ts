import type { BotConfig, OtlpTarget } from './bot-config.ts';
import { decodeText } from './decode-text.ts';
import type { EnvironmentReader } from './open-environment.ts';

/** Logs, metrics, and where spans go: nowhere unless the operator names a receiver. */
export function readTelemetry(environment: EnvironmentReader): BotConfig['telemetry'] {
  const otlp = [readCollector(environment), readLangfuse(environment)].filter(
    (target) => target !== undefined,
  );
  return {
    logLevel: environment.choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info'),
    otlp,
    showsContent: environment.flag('GALLEY_TELEMETRY_CONTENT'),
    labelsTenants: environment.flag('GALLEY_METRICS_TENANTS'),
  };
}

function readCollector(environment: EnvironmentReader): OtlpTarget | undefined {
  const base = environment.url('OTEL_EXPORTER_OTLP_ENDPOINT');
  const url =
    environment.url('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ?? (base && `${base}/v1/traces`);
  const headers = readHeaders(environment);
  if (url !== undefined) return { url, headers };
  if (Object.keys(headers).length > 0) {
    environment.fault(
      'OTEL_EXPORTER_OTLP_HEADERS',
      'expected OTEL_EXPORTER_OTLP_ENDPOINT beside it, and it is not set',
      'Name the collector, or leave the headers out.',
    );
  }
  return undefined;
}

function readHeaders(environment: EnvironmentReader): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const entry of (environment.text('OTEL_EXPORTER_OTLP_HEADERS') ?? '').split(',')) {
    if (entry.trim() === '') continue;
    const [, name, value] = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*=\s*(.*?)\s*$/.exec(entry) ?? [];
    const decoded = value === undefined ? undefined : decodeText(value);
    if (name === undefined || decoded === undefined) {
      environment.fault(
        'OTEL_EXPORTER_OTLP_HEADERS',
        'expected name=value, separated by commas, got something else (not shown)',
        'Write for example OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20abc; %2C is a comma.',
      );
      continue;
    }
    headers[name.toLowerCase()] = decoded;
  }
  return headers;
}

/** Langfuse takes OTLP below `/api/public/otel`, with its two keys as user and password. */
function readLangfuse(environment: EnvironmentReader): OtlpTarget | undefined {
  const host = environment.url('LANGFUSE_HOST');
  const keys = ['LANGFUSE_PUBLIC_KEY', 'LANGFUSE_SECRET_KEY'] as const;
  const [user, password] = keys.map((name) => environment.text(name));
  if (environment.text('LANGFUSE_HOST') === undefined) {
    for (const name of keys.filter((name) => environment.text(name) !== undefined)) {
      environment.fault(
        name,
        'expected LANGFUSE_HOST beside it, and it is not set',
        'Write for example LANGFUSE_HOST=https://cloud.langfuse.com.',
      );
    }
    return undefined;
  }
  for (const name of keys.filter((name) => environment.text(name) === undefined)) {
    environment.fault(
      name,
      'expected the key beside LANGFUSE_HOST, and it is not set',
      "Both keys stand in the project's settings in Langfuse.",
    );
  }
  if (host === undefined || user === undefined || password === undefined) return undefined;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return { url: `${host}/api/public/otel/v1/traces`, headers: { authorization } };
}
