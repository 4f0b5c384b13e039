export { askedAlias, flatChecks, judgeKeys } from './asked-alias.ts';
export type { Change } from './change-set.ts';
export { computeChangeSet } from './compute-change-set.ts';
export { type DocumentDifference, documentDifferences } from './document-differences.ts';
export { type DocumentVersion, documentHistory } from './document-history.ts';
export { openBareGit } from './git/bare-git.ts';
export { openGit } from './git/open-git.ts';
export { requireCommit } from './git/require-commit.ts';
export {
  type Imported,
  type ImportedProject,
  type ImporterName,
  type ImportLoss,
  importerNames,
} from './importers/contract.ts';
export { documentText } from './importers/document-text.ts';
export { idNames } from './importers/import-names.ts';
export { findSources, importSource } from './importers/import-source.ts';
export { placeBelow } from './importers/place-below.ts';
export type { Library } from './library.ts';
export { listProjects, locateProject } from './locate-project.ts';
export { type LostDocument, lostDocuments } from './lost-documents.ts';
export type {
  Case,
  ChatMessage,
  Check,
  Dataset,
  Input,
  JsonValue,
  LibraryNode,
  MessageTemplate,
  NodeKind,
  Part,
  Prompt,
  PromptBody,
  Role,
  Sound,
  Suite,
  TargetReference,
} from './nodes.ts';
export { type OpenLibraryOptions, openLibrary } from './open-library.ts';
export type { Project } from './project.ts';
export { type DefaultsSource, defaultsInGit } from './project-defaults.ts';
export { refuseTakenFiles } from './taken-files.ts';
export { folderTree } from './trees/folder-tree.ts';
export { revisionTree } from './trees/revision-tree.ts';
export { readYaml } from './yaml/read-yaml.ts';
