import type { EvaluationHeader } from '../../evaluate/evaluation-header.ts';
import { plural } from '../../units/plural.ts';

/** Sentences that say which part of an evaluation a report holds; none for a whole one. */
export function partNotes({
  selection,
  shard,
}: Pick<EvaluationHeader, 'selection' | 'shard'>): string[] {
  const notes: string[] = [];
  if (selection !== undefined) {
    const { asked, cases, of } = selection;
    notes.push(
      `Partial: ${cases} of ${plural(of, 'case')} (${asked.join(' ')}): gates judge this part only.`,
    );
  }
  if (shard !== undefined) {
    notes.push(`Shard ${shard.index} of ${shard.count}: gates are judged when all are merged.`);
  }
  return notes;
}
