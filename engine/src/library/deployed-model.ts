import type { AzureOpenAiProvider } from './project.ts';

/** The model that a deployment on Azure runs; `undefined` when galley.yaml does not say. */
export function deployedModel(
  { deployments }: Pick<AzureOpenAiProvider, 'deployments'>,
  deployment: string,
): string | undefined {
  return Object.hasOwn(deployments, deployment) ? deployments[deployment] : undefined;
}
