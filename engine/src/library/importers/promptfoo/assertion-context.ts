import type { Cursor } from '../cursor.ts';
import type { CheckBody } from './assertion-rules.ts';
import type { LocateVariable } from './convert-text.ts';
import type { ImportContext } from './import-context.ts';
import type { ProviderDesk } from './provider-desk.ts';

/** What an assertion is converted in: the case it belongs to, and what graders there are. */
export interface AssertionContext {
  readonly context: ImportContext;
  readonly desk: ProviderDesk;
  readonly locate: LocateVariable;
  /** Templates of `assertionTemplates`. */
  readonly templates: Cursor;
  /** Where the question of an answer stands, for `answer-relevance`; `undefined` when not known. */
  readonly question: string | undefined;
  /** Aliases that are asked, so that a judge that is one of them is noticed. */
  readonly aliases: readonly string[];
}

/** A check that an assertion became, with the name it asks for. */
export interface ConvertedAssertion {
  readonly body: CheckBody;
  readonly metric: string | undefined;
  /** As promptfoo counts it in the score of a test. */
  readonly weight: number;
  readonly at: Cursor;
}
