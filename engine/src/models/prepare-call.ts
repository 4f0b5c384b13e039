import { mergeParameters } from './merge-parameters.ts';
import type { ModelCall } from './model-desk.ts';
import type { ListedModel, ModelDirectory } from './model-directory.ts';
import type { ProviderRequest } from './providers/contract.ts';
import { requestKey } from './request-key.ts';

/** A call with the model it goes to and the request it makes. */
export interface PreparedCall {
  readonly call: ModelCall;
  readonly model: ListedModel;
  readonly request: ProviderRequest;
  /** Identity of the request. */
  readonly key: string;
}

/** The request that a call makes. @throws GalleyError as {@link ModelDirectory.find} does */
export function prepareCall(
  directory: Pick<ModelDirectory, 'find'>,
  call: ModelCall,
): PreparedCall {
  const model = directory.find(call.alias);
  const layers = Array.isArray(call.parameters) ? call.parameters : [call.parameters];
  const bound = model.provider.defaultMaxTokens;
  const request: ProviderRequest = {
    ...(call.task && { task: call.task }),
    model: model.alias.name,
    messages: call.messages,
    // What a vendor would be sent anyway counts for the key, the estimate and the reservation too.
    parameters: mergeParameters([
      ...(bound === undefined ? [] : [{ max_tokens: bound }]),
      model.alias.parameters,
      ...layers,
    ]),
    tools: call.tools,
    output: call.output,
    repeat: call.repeat,
  };
  const key = requestKey(model.declaration.name, model.provider, request);
  return { call, model, request, key };
}
