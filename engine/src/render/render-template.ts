import { createRenderer, type Renderer, type RenderOptions } from './create-renderer.ts';

/**
 * The text that Jinja2 3.1 prints for one template and plain data. Values are data: they are never
 * rendered as templates. Give `renderer` to parse a template once for many renderings.
 * @throws GalleyError `template-syntax`, `template-runtime` or `template-limit`, with its place
 */
export function renderTemplate(
  source: string,
  data: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown>,
  options: RenderOptions & { renderer?: Renderer } = {},
): string {
  return (options.renderer ?? createRenderer()).render(source, data, options);
}
