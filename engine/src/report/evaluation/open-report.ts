import type { EvaluationHeader } from '../../evaluate/evaluation-header.ts';
import type { EvaluationReport, EvaluationReportOptions } from './contract.ts';
import { evaluationFormats } from './registry.ts';

/**
 * Opens the report that `--format` names.
 * @param write takes the report piece by piece
 * @throws RangeError for a name that the registry does not hold: doors offer only its names
 */
export function openEvaluationReport(
  format: string,
  write: (text: string) => void,
  header: EvaluationHeader,
  options: EvaluationReportOptions,
): EvaluationReport {
  const found = evaluationFormats[format];
  if (found === undefined) throw new RangeError(`no report format ${format}`);
  return found.open(write, header, options);
}
