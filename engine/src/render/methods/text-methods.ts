import type { Method } from './method.ts';
import { textCaseMethods } from './text-case-methods.ts';
import { textSearchMethods } from './text-search-methods.ts';
import { textShapeMethods } from './text-shape-methods.ts';
import { textSplitMethods } from './text-split-methods.ts';

/** Methods of str; on Markup they give Markup. */
export const textMethods: ReadonlyMap<string, Method> = new Map([
  ...textCaseMethods,
  ...textSearchMethods,
  ...textSplitMethods,
  ...textShapeMethods,
]);
