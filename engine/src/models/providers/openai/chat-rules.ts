import { deployedModel } from '../../../library/deployed-model.ts';
import type { JsonValue } from '../../../library/nodes.ts';
import type { ProviderDeclaration } from '../../../library/project.ts';
import type { ProviderRequest } from '../contract.ts';

/** Parameters that some models refuse, so that they are left out. */
export type RefusableParameter = 'temperature' | 'top_p' | 'stop';

/** Where servers that speak OpenAI's interface differ in what they take. */
export interface ChatRules {
  /** The field that bounds how long the answer may be. */
  readonly boundBy: 'max_completion_tokens' | 'max_tokens';
  /** Given parameters that the model would answer with a 400. */
  refuses(request: ProviderRequest): readonly RefusableParameter[];
  /** False where a server knows no role `developer`: such messages are sent as `system`. */
  readonly knowsDeveloper: boolean;
  /** Whether strict mode may be asked for a schema that fits it. */
  takesStrictSchema(model: string): boolean;
  /** Fields sent with every request to a model, below `extra`. */
  defaults?(model: string): Readonly<Record<string, JsonValue>>;
}

/** A server of which nothing is known but its interface. */
export const plainRules: ChatRules = {
  boundBy: 'max_tokens',
  refuses: () => [],
  knowsDeveloper: true,
  takesStrictSchema: () => true,
};

/** Models that reason refuse sampling parameters; their `-chat` siblings do not reason. */
function isReasoning(model: string): boolean {
  return /^(o\d|gpt-[5-9])/.test(model) && !model.includes('-chat');
}

/**
 * OpenAI's own models.
 * @param modelOf the model behind a name in the request; on Azure that name is a deployment's
 */
export function openAiRules(modelOf = (name: string) => name): ChatRules {
  return {
    boundBy: 'max_completion_tokens',
    refuses: ({ model, parameters }) => {
      if (!isReasoning(modelOf(model))) return [];
      return parameters.reasoning_effort === 'none' ? ['stop'] : ['temperature', 'top_p', 'stop'];
    },
    knowsDeveloper: true,
    takesStrictSchema: () => true,
  };
}

/** These write their reasoning into the answer unless told otherwise. */
const thinksAloud = /^(qwen\/qwen3|qwen-qwq|deepseek-r1)/;

/**
 * What Groq takes otherwise than OpenAI.
 * @source console.groq.com/docs/openai, /docs/reasoning and /docs/structured-outputs, 2026-11
 */
const groqRules: ChatRules = {
  boundBy: 'max_completion_tokens',
  refuses: () => [],
  knowsDeveloper: false,
  takesStrictSchema: (model) => model.startsWith('openai/gpt-oss'),
  defaults: (model): Record<string, string> =>
    thinksAloud.test(model) ? { reasoning_format: 'parsed' } : {},
};

/** The rules of the server that a declaration names; plain ones without a declaration. */
export function chatRulesOf(declaration: ProviderDeclaration | undefined): ChatRules {
  switch (declaration?.type) {
    case 'openai':
      return openAiRules();
    case 'azure-openai':
      return openAiRules((deployment) => deployedModel(declaration, deployment) ?? deployment);
    case 'groq':
      return groqRules;
    default:
      return plainRules;
  }
}
