export { type RenderedPrompt, renderPrompt } from '../render/render-prompt.ts';
export { type PromptRun, preparePromptCall, runPrompt } from './run-prompt.ts';
