import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A step as the runner starts it. */
export interface StepWorld {
  /** The bundle. */
  readonly entry: string;
  /** Folder of the job: temporary files, command files. */
  readonly place: string;
  readonly workspace: string;
  readonly eventName: string;
  readonly event: unknown;
  /** `GITHUB_SHA`. */
  readonly sha: string;
  /** Address of GitHub. */
  readonly server: string;
  readonly repository: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a step did. */
export interface StepRun {
  readonly exitCode: number | null;
  /** The log. */
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Text of a file of the report folder. */
  report(name: string): string;
}

let steps = 0;

/** Runs a bundle with the variables and files that GitHub's runner gives it. */
export async function runEntry(world: StepWorld): Promise<StepRun> {
  steps += 1;
  const files = join(world.place, `step-${steps}`);
  const temporary = join(world.place, 'temp');
  for (const folder of [files, temporary]) mkdirSync(folder, { recursive: true });
  const file = (name: string, text = '') => {
    writeFileSync(join(files, name), text);
    return join(files, name);
  };
  const inputs = Object.entries(world.inputs ?? {}).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  const output = file('output');
  const summary = file('summary');
  const child = spawn(process.execPath, [world.entry], {
    cwd: world.workspace,
    env: {
      PATH: process.env.PATH,
      HOME: world.place,
      GIT_CONFIG_NOSYSTEM: '1',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION: 'galley',
      GITHUB_ACTOR: 'ada',
      GITHUB_API_URL: world.server,
      GITHUB_SERVER_URL: world.server,
      GITHUB_REPOSITORY: world.repository,
      GITHUB_EVENT_NAME: world.eventName,
      GITHUB_EVENT_PATH: file('event.json', JSON.stringify(world.event)),
      GITHUB_SHA: world.sha,
      GITHUB_RUN_ID: String(steps),
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_WORKSPACE: world.workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temporary,
      ...Object.fromEntries(inputs),
      ...world.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const outputs = readOutputs(readFileSync(output, 'utf8'));
  return {
    exitCode,
    stdout,
    stderr,
    outputs,
    summary: readFileSync(summary, 'utf8'),
    report: (name) => readFileSync(join(outputs['report-path'] ?? '', name), 'utf8'),
  };
}

/** Reads `name<<delimiter`, the value, `delimiter`. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^([\w-]+)<<(\S+)\n(.*?)\n\2$/gms)) {
    outputs[name] = value;
  }
  return outputs;
}
