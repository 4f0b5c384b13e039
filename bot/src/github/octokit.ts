import type { ProbotOctokit } from 'probot';

/** GitHub's client as Probot makes it. */
export type Octokit = InstanceType<typeof ProbotOctokit>;
