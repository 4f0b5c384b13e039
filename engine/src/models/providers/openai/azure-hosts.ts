/**
 * Hosts of Azure's own at which OpenAI models answer: a resource's name stands before each. Not here:
 * `*.azure-api.net`, where anyone may run a gateway.
 * @source learn.microsoft.com, "Azure OpenAI … v1 API" and "Foundry Models endpoints", 2026-11
 */
export const azureHosts: readonly string[] = [
  '*.openai.azure.com',
  '*.services.ai.azure.com',
  '*.cognitiveservices.azure.com',
];
