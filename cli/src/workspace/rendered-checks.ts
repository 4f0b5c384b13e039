import {
  checkRendered,
  createRenderCase,
  placeOfCheck,
  type RenderedCheckFailure,
} from '@galley/engine/evaluate';
import type { Library } from '@galley/engine/library';
import { createRenderer } from '@galley/engine/render';

/** A failed check on a rendered prompt, with the place where the check stands. */
export interface PlacedFailure extends RenderedCheckFailure {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Every `of: rendered` check that fails on this library; no model is asked. */
export function findRenderedFailures(library: Library): PlacedFailure[] {
  const render = createRenderCase(library, createRenderer());
  return checkRendered(library, { side: 'head', render }).map((failure) => {
    const suite = library.suites.get(failure.suite);
    const place = suite && placeOfCheck(suite, failure.check, failure.caseId);
    return { ...failure, ...(place ?? { file: suite?.file ?? '', line: 1, column: 1 }) };
  });
}
