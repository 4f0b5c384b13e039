export { type PromptRun, preparePromptCall, runPrompt } from './run-prompt.ts';
