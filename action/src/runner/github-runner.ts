import * as core from '@actions/core';
import { GalleyError } from '@galley/engine/errors';
import { systemClock } from '@galley/engine/system';
import { outputLine, plainText } from '@galley/engine/units';
import manifest from '../../package.json' with { type: 'json' };
import type { Runner } from './runner.ts';

const mostSummaryBytes = 1_000_000;

/** The job that this process is a step of. */
export function githubRunner(): Runner {
  return {
    version: manifest.version,
    environment: process.env,
    platform: process.platform,
    clock: systemClock(),
    random: { next: () => Math.random() },
    signal: stopOnSignals(),
    input: (name) => core.getInput(name),
    setOutput: (name, value) => core.setOutput(name, value),
    note: (text) => core.info(outputLine(text)),
    notice: (text) => core.notice(plainText(text)),
    warning: (text) => core.warning(plainText(text)),
    error: (text) => core.error(plainText(text)),
    annotate: (commands) => void process.stdout.write(commands),
    async summarize(markdown) {
      if (!process.env.GITHUB_STEP_SUMMARY) return;
      await core.summary.addRaw(fitSummary(markdown), true).write();
    },
  };
}

/** The runner refuses a summary of more than 1 MiB; whole lines are kept. */
function fitSummary(markdown: string): string {
  const bytes = Buffer.from(markdown);
  if (bytes.length <= mostSummaryBytes) return markdown;
  const kept = bytes.subarray(0, bytes.lastIndexOf('\n', mostSummaryBytes)).toString('utf8');
  return `${kept}\n\nThe rest is in the folder of the output report-path.\n`;
}

/** A job that is cancelled gets SIGINT and, 7.5 seconds later, SIGTERM. */
function stopOnSignals(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => stop.abort(new GalleyError('interrupted', 'the job was cancelled')));
  }
  return stop.signal;
}
