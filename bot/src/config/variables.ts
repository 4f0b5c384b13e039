/** One variable of the environment. */
export interface Variable {
  /** What it says, for the documentation. */
  readonly about: string;
  /** What holds without it. */
  readonly without: string;
  /** Its value appears in no message and no log; it may stand in a file that `<NAME>_PATH` names. */
  readonly isSecret?: true;
}

/** Every variable that the bot reads; the documentation lists exactly these. */
export const variables = {
  APP_ID: { about: 'number of the GitHub App', without: 'required' },
  PRIVATE_KEY: {
    about: "the App's private key, PEM or PEM in base64",
    without: 'required',
    isSecret: true,
  },
  WEBHOOK_SECRET: {
    about: "the App's webhook secret, at least 16 characters",
    without: 'required',
    isSecret: true,
  },
  WEBHOOK_SECRET_PREVIOUS: {
    about: 'the one before, accepted while you change it',
    without: 'one secret is accepted',
    isSecret: true,
  },
  GITHUB_API_URL: { about: "GitHub's API", without: '`https://api.github.com`' },
  GITHUB_SERVER_URL: { about: 'where Git is served', without: 'follows from the API' },
  GHE_HOST: {
    about: 'host of a GitHub Enterprise Server, instead of `GITHUB_API_URL`',
    without: 'github.com',
  },
  GHE_PROTOCOL: { about: '`https` or `http`, for `GHE_HOST`', without: '`https`' },
  HTTPS_PROXY: { about: 'proxy for GitHub, models and telemetry', without: 'no proxy' },
  NO_PROXY: { about: 'hosts reached without it, separated by commas', without: 'none' },
  NODE_EXTRA_CA_CERTS: {
    about: "file with certificate authorities beside the system's, PEM",
    without: "the system's",
  },
  DATABASE_URL: {
    about: 'PostgreSQL, `postgresql://user:password@host/name`',
    without: 'an embedded database in `GALLEY_DATA`, for one process',
    isSecret: true,
  },
  HOST: { about: 'address to listen at', without: '`127.0.0.1`' },
  PORT: { about: 'port to listen at', without: '`3000`' },
  WEBHOOK_PATH: { about: 'path of the webhooks', without: '`/api/github/webhooks`' },
  LOG_LEVEL: { about: '`debug`, `info`, `warn` or `error`', without: '`info`' },
  GALLEY_DATA: {
    about: 'folder for the embedded database and the Git cache',
    without: '`galley-data` in the working folder',
  },
  GALLEY_TENANTS: { about: 'file `tenants.yaml`', without: 'everybody is served, nothing capped' },
  GALLEY_SECRETS: { about: 'folder with the secrets of the accounts', without: 'no secrets' },
  GALLEY_CHILD: {
    about: 'the bundled program that reads text from repositories, which starts faster',
    without: 'it runs from its sources',
  },
  GALLEY_INSTANCE: {
    about: 'tells several bots of one repository apart',
    without: '`default`',
  },
  GALLEY_WORKER: {
    about:
      'name of this process among its replicas, the same after a restart: its unfinished jobs are taken up at once',
    without: 'the host name',
  },
  GALLEY_GIT_FOLDER: { about: 'folder of the Git cache', without: '`git` in `GALLEY_DATA`' },
  GALLEY_GIT_CACHE_MB: { about: 'size of the Git cache in MB', without: '`2048`' },
  GALLEY_GIT_PACK_MB: { about: 'largest fetched pack in MB', without: '`256`' },
  GALLEY_WEBHOOK_MB: { about: 'largest webhook in MB', without: '`25`' },
  GALLEY_LOOKS: { about: 'pull requests looked at at once, free', without: '`4`' },
  GALLEY_EVALUATIONS: { about: 'pull requests evaluated at once', without: '`2`' },
  GALLEY_PER_TENANT: {
    about: 'of one account at once, over all processes',
    without: '`2`',
  },
  GALLEY_QUIET: { about: 'time without a push before money is spent', without: '`30s`' },
  GALLEY_COMMENT_PAUSE: { about: 'time between two edits of one comment', without: '`10s`' },
  GALLEY_METRICS_TENANTS: { about: '`1` splits metrics by account', without: 'not split' },
  GALLEY_TELEMETRY_CONTENT: {
    about: '`1` puts the text of prompts and answers into spans',
    without: 'never in a span',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    about: 'a collector; `/v1/traces` is added',
    without: 'nothing is sent',
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: { about: 'the same, as it is', without: 'nothing is sent' },
  OTEL_EXPORTER_OTLP_HEADERS: {
    about: 'its headers, `name=value,name=value`',
    without: 'none',
    isSecret: true,
  },
  LANGFUSE_HOST: { about: 'a Langfuse, `https://cloud.langfuse.com`', without: 'nothing is sent' },
  LANGFUSE_PUBLIC_KEY: { about: 'its public key', without: 'required with `LANGFUSE_HOST`' },
  LANGFUSE_SECRET_KEY: {
    about: 'its secret key',
    without: 'required with `LANGFUSE_HOST`',
    isSecret: true,
  },
} as const satisfies Record<string, Variable>;

/** Name of a variable that the bot reads. */
export type VariableName = keyof typeof variables;
