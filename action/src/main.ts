import { runStep } from './run-step.ts';
import { githubRunner } from './runner/github-runner.ts';

process.exitCode = await runStep(githubRunner());
