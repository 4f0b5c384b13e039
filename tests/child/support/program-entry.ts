import { join } from 'node:path';
import {
  type ChildEntry,
  keylessChildEntry,
} from '../../../engine/src/keyless-child/child-entry.ts';

/** A program of the tests, started like the keyless child: it may read its own code and the child's. */
export function programEntry(name: 'misbehave' | 'misprove' | 'probe'): ChildEntry {
  const folder = join(import.meta.dirname, '..', 'programs');
  const readable = [...keylessChildEntry().readable, join(folder, '*')];
  return { file: join(folder, `${name}.ts`), readable };
}
