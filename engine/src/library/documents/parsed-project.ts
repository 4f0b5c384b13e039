import type { Position, Problem } from '../../errors/problem.ts';
import type { Project } from '../project.ts';
import type { DocumentGlobs } from './find-documents.ts';

/** galley.yaml by itself, with the places that faults found later name. */
export interface ParsedProject {
  readonly blobId: string;
  readonly problems: readonly Problem[];
  readonly project: Project;
  readonly globs: DocumentGlobs;
  /** Where each alias is declared; none of those that come from `extends`. */
  readonly aliasesAt: Map<string, Position>;
  /** Where each alias names its provider. */
  readonly providersAt: Map<string, Position>;
  /** Where `usage` names each prompt. */
  readonly usageAt: ReadonlyMap<string, Position>;
  /** Files of scripted providers by provider name. */
  readonly scriptedAt: Map<string, { path: string; at: Position }>;
  /** True when the defaults stand in for a document that cannot be read. */
  readonly isBroken: boolean;
}
