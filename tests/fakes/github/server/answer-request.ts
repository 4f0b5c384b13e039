import { createHash } from 'node:crypto';
import { allow } from '../access/allow.ts';
import { authenticate, type Caller } from '../access/authenticate.ts';
import { type RequestCounter, secondaryLimit } from '../access/count-requests.ts';
import type { Contract } from '../contract/open-contract.ts';
import type { RestOperation } from '../contract/read-operations.ts';
import type { Answer, Call } from '../operations/operation.ts';
import { operationPlugs } from '../operations/registry.ts';
import { ApiRefusal } from '../state/api-refusal.ts';
import type { Repository } from '../state/model.ts';
import type { World } from '../state/open-world.ts';
import type { Deliveries } from '../webhooks/open-deliveries.ts';
import type { Fault } from './faults.ts';
import { paginate } from './paginate.ts';

/** A request of the API as it arrived. */
export interface ApiRequest {
  readonly method: string;
  /** The full address. */
  readonly address: URL;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What goes back. */
export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What answering takes. */
export interface ApiTools {
  readonly world: World;
  readonly contract: Contract;
  readonly deliveries: Deliveries;
  readonly counter: RequestCounter;
  readonly report: (violation: string) => void;
}

/** Operations that GitHub does not count. */
const uncounted = new Set(['rate-limit/get', 'meta/get']);

/**
 * GitHub's answer to one request of its API: authentication, limits, permission, description, work,
 * page, ETag. The answer itself is held against the description, too.
 * @param match the operation behind the address, `undefined` when there is none
 * @param fault an injected fault that takes the place of what GitHub would have said
 */
export async function answerRequest(
  tools: ApiTools,
  request: ApiRequest,
  options: { readonly match: ReturnType<Contract['find']>; readonly fault: Fault | undefined },
): Promise<ApiResponse> {
  const { counter, report } = tools;
  const { match } = options;
  let caller: Caller = { kind: 'nobody' };
  try {
    refuseByFault(options.fault);
    if (request.headers['user-agent'] === undefined) {
      throw new ApiRefusal(403, 'Request forbidden by administrative rules.');
    }
    caller = authenticate(tools.world, request.headers.authorization);
    if (match === undefined) {
      report(`${request.method} ${request.address.pathname} is not among the fake's operations`);
      throw new ApiRefusal(404, 'Not Found');
    }
    const { operation } = match;
    const writesContent =
      request.method !== 'GET' && operation.id !== 'apps/create-installation-access-token';
    if (!uncounted.has(operation.id)) counter.count(caller, { writesContent });
    const { answer, repositoryAddress } = await perform(tools, request, { ...match, caller });
    if (repositoryAddress !== undefined) return moved(repositoryAddress, request.method);
    const response = write(answer, request.address);
    checkAnswer(tools, operation, answer, response);
    const isSame = request.headers['if-none-match'] === response.headers.etag;
    if (request.method === 'GET' && response.status === 200 && isSame) {
      counter.forgive(caller);
      const headers = { ...rateHeaders(counter, caller), etag: response.headers.etag ?? '' };
      return { status: 304, headers, body: '' };
    }
    return { ...response, headers: { ...rateHeaders(counter, caller), ...response.headers } };
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const isOut = options.fault?.kind === 'primary-limit';
    const rate = rateHeaders(counter, caller);
    const headers = isOut ? { ...rate, 'x-ratelimit-remaining': '0' } : rate;
    return toResponse(error, headers);
  }
}

async function perform(
  { contract, counter, deliveries, report, world }: ApiTools,
  request: ApiRequest,
  found: NonNullable<ReturnType<Contract['find']>> & { readonly caller: Caller },
): Promise<{ readonly answer: Answer; readonly repositoryAddress?: string }> {
  const { caller, operation, parameters } = found;
  const plug = operationPlugs.get(operation.id);
  if (plug === undefined) throw new Error(`${operation.id} has no plug`);
  const { isFormer, repository } = findRepository(world, parameters);
  allow(caller, plug, repository);
  if (parameters.repo !== undefined && repository === undefined)
    throw new ApiRefusal(404, 'Not Found');
  if (isFormer && repository !== undefined) {
    const old = `/repos/${parameters.owner}/${parameters.repo}`;
    const now = `/repos/${repository.owner.login}/${repository.name}`;
    const repositoryAddress = request.address.href.replace(old, now);
    return { answer: { status: 301 }, repositoryAddress };
  }
  const query = request.address.searchParams;
  const body = readBody(request.body);
  const faults = contract.requestFaults(operation, { parameters, query, body });
  for (const fault of faults) report(`${operation.id} ${fault}`);
  if (faults.some((fault) => fault.startsWith('path '))) throw new ApiRefusal(404, 'Not Found');
  if (faults.length > 0) throw new ApiRefusal(422, `Invalid request.\n\n${faults.join('\n')}`);
  const call: Call = {
    world,
    caller,
    parameters,
    query,
    body: body as never,
    accept: request.headers.accept ?? '',
    get repository(): Repository {
      if (repository === undefined) throw new ApiRefusal(404, 'Not Found');
      return repository;
    },
    deliveries,
    rate: counter.stateOf(caller),
  };
  return { answer: await plug.run(call) };
}

function findRepository(world: World, parameters: Readonly<Record<string, string>>) {
  const { owner = '', repo } = parameters;
  const isOf = (each: Repository) => each.owner.login.toLowerCase() === owner.toLowerCase();
  const name = repo?.toLowerCase();
  const repository = world.repositories.find(
    (each) => isOf(each) && each.name.toLowerCase() === name,
  );
  const former = world.repositories.find((each) => isOf(each) && each.formerNames.has(name ?? ''));
  return {
    repository: repository ?? former,
    isFormer: repository === undefined && former !== undefined,
  };
}

function readBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiRefusal(400, 'Problems parsing JSON');
  }
}

function refuseByFault(fault: Fault | undefined): void {
  if (fault?.kind === 'status') throw new ApiRefusal(fault.status, 'Server Error');
  if (fault?.kind === 'expired-token') throw new ApiRefusal(401, 'Bad credentials');
  if (fault?.kind === 'primary-limit') throw new ApiRefusal(403, 'API rate limit exceeded.');
  if (fault?.kind === 'secondary-limit')
    throw secondaryLimit(fault.retryAfterSeconds, fault.status);
}

function write(answer: Answer, address: URL): ApiResponse & { readonly value: unknown } {
  if ('list' in answer) {
    const { items, link } = paginate(answer.list, address);
    const value = answer.wrap?.(items, answer.list.length) ?? items;
    return writeJson(200, value, link === undefined ? {} : { link });
  }
  const { body: value, headers = {}, mediaType, status } = answer;
  if (value === undefined) return { status, headers, body: '', value };
  if (mediaType === undefined) return writeJson(status, value, headers);
  const own = { ...headers, 'content-type': `${mediaType}; charset=utf-8` };
  return { status, headers: { ...own, etag: etagOf(String(value)) }, body: String(value), value };
}

function writeJson(status: number, value: unknown, more: Readonly<Record<string, string>>) {
  const body = JSON.stringify(value);
  const headers = {
    ...more,
    'content-type': 'application/json; charset=utf-8',
    etag: etagOf(body),
  };
  return { status, headers, body, value };
}

function checkAnswer(
  { contract, report }: ApiTools,
  operation: RestOperation,
  answer: Answer,
  response: { readonly status: number; readonly value: unknown },
): void {
  const mediaType = 'list' in answer ? undefined : answer.mediaType;
  const faults = contract.responseFaults(operation, {
    status: response.status,
    body: response.value,
    ...(mediaType === undefined ? {} : { mediaType }),
  });
  for (const fault of faults) report(`answer of ${operation.id} ${fault}`);
}

function toResponse(refusal: ApiRefusal, headers: Readonly<Record<string, string>>): ApiResponse {
  const body = {
    message: refusal.message,
    ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
    documentation_url: 'https://docs.github.com/rest',
    status: String(refusal.status),
  };
  const type = { 'content-type': 'application/json; charset=utf-8' };
  return {
    status: refusal.status,
    headers: { ...headers, ...type, ...refusal.headers },
    body: JSON.stringify(body),
  };
}

function moved(location: string, method: string): ApiResponse {
  const status = method === 'GET' ? 301 : 307;
  const body = JSON.stringify({ message: 'Moved Permanently', url: location });
  return { status, headers: { location, 'content-type': 'application/json' }, body };
}

function rateHeaders(counter: RequestCounter, caller: Caller): Record<string, string> {
  const { limit, remaining, reset, used } = counter.stateOf(caller);
  return {
    'x-github-request-id': '0000:0000:0000000:0000000:00000000',
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-used': String(used),
    'x-ratelimit-resource': 'core',
  };
}

function etagOf(body: string): string {
  return `W/"${createHash('sha256').update(body).digest('hex')}"`;
}
