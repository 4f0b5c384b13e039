import { getOctokit } from '@actions/github';

/** A client of GitHub's API at the address that the runner names. */
export type Client = ReturnType<typeof getOctokit>;

/** @param token of the workflow, an App's installation or a person */
export function openClient(token: string): Client {
  return getOctokit(token);
}
