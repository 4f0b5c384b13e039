import { GalleyError } from '../errors/galley-error.ts';
import type { Position } from '../errors/problem.ts';
import type { Library } from '../library/library.ts';
import { locateTemplate } from '../library/locate-template.ts';
import type { TemplateText } from '../library/nodes.ts';

interface TemplatePlace extends Position {
  readonly template: string;
}

/**
 * A template's refusal with its place in the YAML file instead of in the template, its includes too;
 * anything else as it is.
 * @param text the template that was rendered; parts it includes are found by their files
 */
export function locateFault(
  error: unknown,
  text: TemplateText,
  library: Pick<Library, 'parts'>,
): unknown {
  if (!(error instanceof GalleyError) || typeof error.data.template !== 'string') return error;
  const { line, column, template, message } = error.data as unknown as TemplatePlace & {
    message?: string;
  };
  const at = locate({ template, line, column });
  const stack = (error.data.includeStack ?? []) as readonly TemplatePlace[];
  return new GalleyError(
    error.code,
    `${template}:${at.line}:${at.column} ${message ?? error.message}`,
    {
      data: { ...error.data, ...at, file: template, includeStack: stack.map(locate) },
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error,
    },
  );

  function locate(place: TemplatePlace): TemplatePlace {
    const holder = place.template === text.file ? text : partText(place.template);
    return holder ? { ...place, ...locateTemplate(holder, place) } : place;
  }

  function partText(file: string): TemplateText | undefined {
    for (const part of library.parts.values()) if (part.text.file === file) return part.text;
    return undefined;
  }
}
