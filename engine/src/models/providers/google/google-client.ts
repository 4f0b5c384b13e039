// The package's main entry reads the environment, prints, and brings a credential finder; this one
// takes everything from its caller.
import { GoogleGenAI } from '@google/genai/web';
import { createPost, type RawResponse } from '../post-request.ts';
import type { GoogleRequest } from './google-request.ts';

/** One address; everything the SDK would decide by itself is given here. */
export interface GoogleConnection {
  /** Without the version segment. */
  readonly baseUrl: string;
  readonly isVertex: boolean;
}

export interface GoogleCall extends GoogleRequest {
  readonly operation: 'generate' | 'embed';
  readonly model: string;
  /** Path from the address to the models: the version and, on Vertex AI, project and location. */
  readonly pathToModels: string;
  /** The header that carries the key or token, complete: the SDK adds none. */
  readonly keyHeader: Readonly<Record<string, string>>;
}

/** Sends one request and reads the whole response, whatever its status. */
export type PostToGoogle = (call: GoogleCall, signal: AbortSignal) => Promise<RawResponse>;

/**
 * The official SDK for paths and bodies, with everything else turned off: no credentials, no retries,
 * no redirects, no continued or repeated calls, no time limit, and only the headers named here.
 */
export function createPostToGoogle({ baseUrl, isVertex }: GoogleConnection): PostToGoogle {
  const post = createPost();
  const client = new GoogleGenAI({
    apiKey: 'none',
    vertexai: isVertex,
    httpOptions: { baseUrl },
  });
  return async (call, signal) => {
    const sender = createSender(call.keyHeader, signal);
    const httpOptions = {
      apiVersion: call.pathToModels,
      fetch: sender.fetch,
      ...(call.extraBody && { extraBody: { ...call.extraBody } }),
    };
    const given = {
      model: call.model,
      contents: call.contents as string,
      config: { ...call.config, abortSignal: signal, httpOptions },
    };
    try {
      if (call.operation === 'embed') await client.models.embedContent(given);
      else await client.models.generateContent(given);
    } catch (error) {
      // What the SDK refuses to write, the vendor would refuse to read: nothing was sent.
      if (!sender.hasSent()) return refusalOf(error);
      throw error;
    }
    return sender.response();
  };

  /**
   * A `fetch` for one request. It gives the SDK an empty answer, so that nothing of the SDK's own
   * follows from the real one.
   */
  function createSender(keyHeader: GoogleCall['keyHeader'], signal: AbortSignal) {
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'user-agent': 'galley',
      ...keyHeader,
    };
    let sent: Promise<RawResponse> | undefined;
    const send: typeof fetch = async (url, init) => {
      if (sent) throw new TypeError('the SDK sent a second request');
      sent = post(String(url), {
        headers,
        body: String(init?.body ?? ''),
        signal: init?.signal ?? signal,
      });
      await sent;
      return new Response('{}');
    };
    return {
      fetch: send,
      hasSent: () => sent !== undefined,
      async response(): Promise<RawResponse> {
        if (!sent) throw new TypeError('the SDK sent nothing');
        return await sent;
      },
    };
  }
}

function refusalOf(error: unknown): RawResponse {
  const message = error instanceof Error ? error.message : String(error);
  return { status: 400, headers: new Headers(), body: JSON.stringify({ error: { message } }) };
}
