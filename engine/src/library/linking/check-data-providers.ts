import { nearestName } from '../../matching/nearest.ts';
import type { ParsedProject } from '../documents/parsed-project.ts';
import { projectFile } from '../documents/read-project.ts';
import type { DocumentIndex } from './document-index.ts';
import type { FaultCollector } from './fault-collector.ts';

/**
 * Reports providers that a dataset's `data` names and nothing declares: such a name would lock everyone
 * out, or let a later provider of that name in.
 */
export function checkDataProviders(
  index: DocumentIndex,
  { project }: ParsedProject,
  faults: FaultCollector,
): void {
  for (const { id, file, data, dataAt } of index.datasets.values()) {
    for (const [position, name] of (data?.providers ?? []).entries()) {
      if (project.providers.has(name)) continue;
      const near = nearestName(name, project.providers.keys());
      const hint = near
        ? `did you mean \`${near}\`?`
        : `declare \`${name}\` under \`providers\` in ${projectFile}`;
      const message = `\`data.providers\` names the provider \`${name}\`, which is not declared`;
      const at = { file, ...(dataAt?.[position] ?? { line: 1, column: 1 }) };
      faults.error([`dataset:${id}`], 'provider-unknown', message, at, hint);
    }
  }
}
