export type { CommentOptions } from './comment/comment-options.ts';
export { formatComment } from './comment/format-comment.ts';
export { csvRow } from './data/csv-row.ts';
export type {
  EvaluationEnd,
  EvaluationReport,
  EvaluationReportOptions,
} from './evaluation/contract.ts';
export { openEvaluationReport } from './evaluation/open-report.ts';
export { partNotes } from './evaluation/part-notes.ts';
export { evaluationFormats } from './evaluation/registry.ts';
export {
  type Annotation,
  findingAnnotation,
  formatAnnotations,
  problemAnnotation,
} from './github/format-annotations.ts';
export { codeCell, codeSpan, fencedBlock, messageText } from './markdown/escape-markdown.ts';
export { proofFormats } from './proof/registry.ts';
export { formatProofText } from './text/format-proof-text.ts';
