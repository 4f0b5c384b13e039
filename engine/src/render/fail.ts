import { TemplateFault } from '../templates/template-fault.ts';

/** Fails the rendering; the evaluator adds the place. */
export function fail(message: string, hint?: string): never {
  throw new TemplateFault('runtime', message, hint === undefined ? {} : { hint });
}
