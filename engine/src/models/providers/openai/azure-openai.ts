import { deployedModel } from '../../../library/deployed-model.ts';
import type { AzureOpenAiProvider } from '../../../library/project.ts';
import { isAtHost } from '../../is-at-host.ts';
import type { ProviderContext } from '../context.ts';
import type { Provider } from '../contract.ts';
import { trimSlashes } from '../trim-slashes.ts';
import { azureHosts } from './azure-hosts.ts';
import { chatRulesOf } from './chat-rules.ts';
import { createOpenAiProvider } from './openai-family.ts';

/**
 * OpenAI's models on Azure. The name in a request is a deployment's; `deployments` says which model it
 * runs. Without `api_version` the v1 interface is called, else the older one by deployment.
 * @source learn.microsoft.com, "Azure OpenAI in Microsoft Foundry Models v1 API", 2026-11
 */
export function createAzureOpenAi(
  declaration: AzureOpenAiProvider,
  context: ProviderContext,
): Provider {
  const { apiVersion } = declaration;
  const resource = trimSlashes(declaration.baseUrl).replace(/\/openai(\/v1)?$/, '');
  const isAzure = azureHosts.some((host) => isAtHost(resource, host));
  return createOpenAiProvider(
    {
      type: 'azure-openai',
      baseUrl: apiVersion === undefined ? `${resource}/openai/v1` : `${resource}/openai`,
      ...(apiVersion !== undefined && {
        query: { 'api-version': apiVersion },
        pathOf: (operation, model) => `deployments/${encodeURIComponent(model)}/${operation}`,
      }),
      api: 'chat',
      keySecret: 'AZURE_OPENAI_API_KEY',
      keyHeaders: (key) => ({ 'api-key': key }),
      rules: chatRulesOf(declaration),
      embeds: true,
      declaredFor: ({ model }) => deployedModel(declaration, model),
      pricedAs({ model: deployment }) {
        const model = deployedModel(declaration, deployment);
        return isAzure && model !== undefined ? { providerId: 'azure', model } : undefined;
      },
    },
    declaration,
    context,
  );
}
