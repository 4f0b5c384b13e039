export type { CommentOptions } from './comment/comment-options.ts';
export { formatComment } from './comment/format-comment.ts';
export {
  type Annotation,
  findingAnnotation,
  formatAnnotations,
  problemAnnotation,
} from './github/format-annotations.ts';
export { formatProofText } from './text/format-proof-text.ts';
