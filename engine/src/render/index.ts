/** The browser-safe door of rendering: imports nothing of Node. */
export { defaultRenderBudgets, type RenderBudgets } from './budget.ts';
export {
  createRenderer,
  type Renderer,
  type RenderOptions,
  type TemplateSource,
} from './create-renderer.ts';
export type { Dialect } from './evaluate/run.ts';
export { renderTemplate } from './render-template.ts';
export { PyFloat } from './values/value.ts';
