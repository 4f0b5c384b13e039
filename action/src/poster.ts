import { postReport } from './poster/post-report.ts';
import { githubRunner } from './runner/github-runner.ts';

process.exitCode = await postReport(githubRunner());
