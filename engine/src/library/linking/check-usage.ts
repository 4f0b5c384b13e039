import { nearestName } from '../../matching/nearest.ts';
import type { ParsedProject } from '../documents/parsed-project.ts';
import { projectFile } from '../documents/read-project.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector } from './fault-collector.ts';

/** Reports `usage` of a prompt that does not exist: its cost per month would silently be missing. */
export function checkUsage(
  index: DocumentIndex,
  parsed: ParsedProject | undefined,
  faults: FaultCollector,
): void {
  if (!parsed) return;
  for (const id of parsed.project.usage?.keys() ?? []) {
    if (index.prompts.has(id) || index.broken.has(`prompt:${id}`)) continue;
    const near = nearestName(id, index.prompts.keys());
    const hint = near ? `did you mean \`${near}\`?` : 'name a prompt by its id, without a variant';
    const at = { file: projectFile, ...(parsed.usageAt.get(id) ?? { line: 1, column: 1 }) };
    faults.error(['project'], 'unknown-reference', `there is no prompt \`${id}\``, at, hint);
  }
}
