import { GalleyError } from '@galley/engine/errors';

/** The refusal that a request ends with; anything else fails the test. */
export async function refusalOf(request: Promise<unknown>): Promise<GalleyError> {
  const end = await request.then(
    (answer) => new Error(`expected a refusal, got ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
  if (end instanceof GalleyError) return end;
  throw end;
}
