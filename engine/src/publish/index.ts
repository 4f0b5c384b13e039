export {
  defaultPermissions,
  type PermissionPolicy,
  type Requirement,
  type Role,
  roles,
} from '../library/permission-policy.ts';
export { checkNames } from './checks/check-names.ts';
export type { CheckReport } from './checks/check-report.ts';
export type { CheckReportOptions } from './checks/check-report-options.ts';
export { checkReports } from './checks/check-reports.ts';
export { cancelledReport, failedReport, startedReport } from './checks/progress-report.ts';
export { type CheckOutcome, publishCheck } from './checks/publish-check.ts';
export {
  type Acceptance,
  type AcceptanceRefusal,
  acceptVerdict,
} from './commands/accept-verdict.ts';
export { type CommandState, reactToCommand, replyToCommand } from './commands/answer-command.ts';
export { acceptanceRefusalText, helpText, refusalText } from './commands/answer-texts.ts';
export { applyAcceptances } from './commands/apply-acceptances.ts';
export { checkActions, commandOfAction } from './commands/check-actions.ts';
export {
  type ChosenDocuments,
  chooseDocuments,
  type NamedDocument,
} from './commands/choose-documents.ts';
export type { Command, CommandVerb, DocumentTarget, ParsedComment } from './commands/contract.ts';
export {
  type Actor,
  type Asked,
  type AskedPullRequest,
  type Decision,
  decidePermission,
} from './commands/decide-permission.ts';
export { parseCommand } from './commands/parse-command.ts';
export { type CommentEvent, readComment } from './commands/read-comment.ts';
export { commandVerbs, type VerbName } from './commands/registry.ts';
export type { MonthSpend } from './comment/comment-body.ts';
export {
  type CommentOutcome,
  type UpsertCommentOptions,
  upsertComment,
} from './comment/upsert-comment.ts';
export type { GitHubClient } from './github-client.ts';
export type { PublishPorts } from './publish-ports.ts';
export { findSuggestions, type Suggestion } from './suggestions/find-suggestions.ts';
export { publishSuggestions, pullRequestFiles } from './suggestions/publish-suggestions.ts';
export type { PublishTarget, SelfOnGitHub } from './target.ts';
