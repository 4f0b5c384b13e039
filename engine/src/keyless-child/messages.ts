import type { RefusalCode } from '../errors/refusal-codes.ts';
import type { DefaultsSource } from '../ports/defaults-source.ts';
import type {
  DocumentSelection,
  HostileText,
  MatchPatternRequest,
  ReadTableRequest,
  RenderCasesRequest,
  RunChecksRequest,
  ValidateValuesRequest,
} from '../ports/hostile-text.ts';
import type { SourceFile } from '../ports/source-tree.ts';

/** Every operation of {@link HostileText} as it travels: plain JSON; file contents are asked for later. */
export type HostileRequest =
  | {
      readonly operation: 'openLibrary';
      readonly label: string;
      readonly commit?: string;
      readonly only?: DocumentSelection;
      /** Absent: none can be had. */
      readonly defaults?: Pick<DefaultsSource, 'unsaid'>;
    }
  | ({ readonly operation: 'renderCases' } & RenderCasesRequest)
  | ({ readonly operation: 'readTable' } & Omit<ReadTableRequest, 'bytes'>)
  | ({ readonly operation: 'matchPattern' } & MatchPatternRequest)
  | ({ readonly operation: 'validateValues' } & ValidateValuesRequest)
  | ({ readonly operation: 'runChecks' } & RunChecksRequest);

export type HostileOperation = HostileRequest['operation'];

/** What an operation answers. */
export type HostileAnswer<Operation extends HostileOperation> = Awaited<
  ReturnType<HostileText[Operation]>
>;

/** A refusal as it travels. */
export interface PlainRefusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly hint?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What became of one file that the child asked for; the bytes of all follow in order. */
export type SentContent =
  | { readonly path: string; readonly kind: 'bytes'; readonly blobId: string; byteCount: number }
  | { readonly path: string; readonly kind: 'too-large'; readonly byteCount: number }
  | { readonly path: string; readonly kind: 'missing' }
  | { readonly path: string; readonly kind: 'unsafe'; readonly reason: string };

/** What the parent says. One request is open at a time; `id` counts them. */
export type ParentMessage =
  | { readonly kind: 'request'; readonly id: number; readonly request: HostileRequest }
  | { readonly kind: 'files'; readonly id: number; readonly files: readonly SourceFile[] }
  | { readonly kind: 'contents'; readonly id: number; readonly contents: readonly SentContent[] };

/** What the child says: one question about its sources at a time, then exactly one end. */
export type ChildMessage =
  | { readonly kind: 'defaults'; readonly id: number; readonly reference: string }
  | { readonly kind: 'list'; readonly id: number }
  | {
      readonly kind: 'read';
      readonly id: number;
      readonly paths: readonly string[];
      readonly maxBytes: number;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly refusal: PlainRefusal }
  /** The answer is above the cap of a message. */
  | { readonly kind: 'overrun'; readonly id: number }
  | { readonly kind: 'bug'; readonly id: number; readonly message: string };
