import { canonicalJson } from '../../../units/canonical-json.ts';
import { ownValue, recordOf } from '../../../units/own-value.ts';
import type { JsonValue } from '../../nodes.ts';
import type { ImportedProject } from '../contract.ts';
import type { Cursor } from '../cursor.ts';
import { convertHttpProvider } from './convert-http-provider.ts';
import { dataCursor, type ImportContext, isCode, isMap, readNamed } from './import-context.ts';
import { splitParameters } from './model-parameters.ts';
import {
  chatInterfaces,
  embeddingInterfaces,
  otherInterfaces,
  type Vendor,
  vendors,
} from './provider-vendors.ts';
import { readPromptSettings } from './read-prompt-settings.ts';

type Written = Readonly<Record<string, JsonValue>>;

/** Gathers the providers and aliases that a configuration asks. */
export interface ProviderDesk {
  /** The alias of a provider as the configuration writes it; `undefined`, and reported, when it has none. */
  add(provider: Cursor, options?: AddOptions): Promise<string | undefined>;
  /** Makes an alias that the configuration leaves to promptfoo. */
  addDefault(alias: string, vendor: string, model: string): void;
  /** Whether two aliases are the same model of the same provider. */
  isSame(one: string, other: string): boolean;
  /** What providers' settings say that a prompt says here: tools and the form of the answer. */
  readonly promptSettings: ReadonlyMap<string, Written>;
  project(): ImportedProject;
}

interface AddOptions {
  /** The alias that it gets, instead of its label or model. */
  readonly alias?: string;
  /** Whether it is to give embeddings instead of answers. */
  readonly isEmbedding?: boolean;
}

/** Aliases that checks ask by themselves. */
const reservedAliases = new Set(['judge', 'embedding']);

const entryKeys = new Set(['id', 'label', 'config']);

/** A desk without any provider. */
export function providerDesk(context: ImportContext): ProviderDesk {
  const providers = new Map<string, Written>();
  const models = new Map<string, Written>();
  const promptSettings = new Map<string, Written>();
  const { losses } = context;

  const takeName = <Item>(map: Map<string, Item>, wanted: string, item: Item): string => {
    const base =
      wanted.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'model';
    const same = canonicalJson(item);
    let name = base;
    for (let count = 2; ; count += 1) {
      const known = map.get(name);
      if (known === undefined) map.set(name, item);
      if (known === undefined || canonicalJson(known) === same) return name;
      name = `${base}-${count}`;
    }
  };

  const addModel = async (entry: Entry, { alias, isEmbedding = false }: AddOptions) => {
    const { id, config, label } = entry;
    const named = modelOf(id.trim(), isEmbedding);
    if (named === undefined) {
      const reason = isCode(id)
        ? 'it is a program, and an import runs none'
        : 'Galley has no such provider';
      const hint = 'declare a provider for it in galley.yaml';
      if (isCode(id)) losses.refuse(entry.at, `provider \`${id}\``, reason, hint);
      else losses.lose(entry.at, `provider \`${id}\``, reason, hint);
      return undefined;
    }
    const { vendor, model, api } = named;
    const { parameters, others } = splitParameters(config);
    const settings = await readPromptSettings(others, entry.at, context);
    const definition = providerOf(vendor, api, config, entry.at, context);
    if (definition === undefined) return undefined;
    for (const [key, item] of settings.others) reportSetting(key, item, vendor, context);
    const provider = takeName(providers, vendor.name, definition);
    const written = {
      provider,
      ...(model !== '' && { name: model }),
      ...(Object.keys(parameters).length > 0 && { parameters }),
    };
    const taken = takeName(models, alias ?? ownAlias(label ?? (model || vendor.name)), written);
    if (Object.keys(settings.prompt).length > 0) promptSettings.set(taken, settings.prompt);
    return taken;
  };

  return {
    promptSettings,
    async add(provider, options = {}) {
      const entry = await readEntry(provider, context);
      if (entry === undefined) return undefined;
      if (!/^https?:/i.test(entry.id) && entry.id !== 'http' && entry.id !== 'https') {
        return addModel(entry, options);
      }
      const converted = convertHttpProvider(entry.id, entry.config, entry.at, context);
      if (converted === undefined) return undefined;
      const name = takeName(providers, 'endpoint', converted);
      return takeName(models, options.alias ?? ownAlias(entry.label ?? name), {
        provider: name,
        name,
      });
    },
    addDefault(alias, vendorName, model) {
      const vendor = vendors[vendorName] as Vendor;
      const provider = takeName(providers, vendor.name, {
        type: vendor.type,
        key: { secret: String(vendor.secret) },
      });
      models.set(alias, { provider, name: model });
    },
    isSame(one, other) {
      const [a, b] = [models.get(one), models.get(other)];
      return a !== undefined && a.provider === b?.provider && a.name === b?.name;
    },
    project: () => ({ providers: recordOf(providers), models: recordOf(models) }),
  };
}

interface Entry {
  readonly id: string;
  readonly label?: string;
  readonly config: Cursor;
  readonly at: Cursor;
}

async function readEntry(provider: Cursor, context: ImportContext): Promise<Entry | undefined> {
  const { losses } = context;
  const { value } = provider;
  if (typeof value === 'string' && /^file:\/\/.*\.(?:ya?ml|json)$/i.test(value)) {
    const file = await readNamed(provider, 'provider', context);
    const data = file && dataCursor(file, provider, 'provider', context);
    if (data === undefined) return undefined;
    const [first = data, ...more] = data.items();
    for (const item of more) {
      losses.lose(item, 'provider', 'one provider is read from a file', 'write a file for each');
    }
    return readEntry(first, context);
  }
  if (typeof value === 'string')
    return { id: value, config: provider.with(undefined), at: provider };
  const id = provider.get('id').value;
  const [first, ...rest] = provider.entries();
  // `- openai:gpt-4o: {config: …}` is the older way to write an entry.
  if (id === undefined && first !== undefined && rest.length === 0 && first[0].includes(':')) {
    return readEntry(
      first[1].with({ ...(isMap(first[1].value) && first[1].value), id: first[0] }),
      context,
    );
  }
  if (typeof id !== 'string') {
    losses.lose(provider, 'provider', 'it has no `id`');
    return undefined;
  }
  for (const [key, item] of provider.entries()) {
    if (entryKeys.has(key)) continue;
    if (key === 'transform' || (typeof item.value === 'string' && isCode(item.value))) {
      losses.refuse(item, `\`${key}\` of the provider`, 'it runs code on the answer');
    } else if (key === 'env') {
      losses.refuse(item, '`env` of the provider', 'it sets the environment');
    } else losses.lose(item, `\`${key}\` of the provider`, 'Galley has no such setting');
  }
  const label = provider.get('label').value;
  return {
    id,
    config: provider.get('config'),
    at: provider,
    ...(typeof label === 'string' && { label }),
  };
}

function ownAlias(wanted: string): string {
  return reservedAliases.has(wanted) ? `${wanted}-model` : wanted;
}

function modelOf(
  id: string,
  isEmbedding: boolean,
): { vendor: Vendor; model: string; api?: string } | undefined {
  if (id === 'echo') return { vendor: { name: 'echo', type: 'scripted' }, model: '' };
  const [prefix = '', ...rest] = id.split(':');
  const vendor = ownValue(vendors, prefix);
  const [first = ''] = rest;
  if (vendor === undefined || rest.length === 0 || otherInterfaces.has(first)) return undefined;
  if (embeddingInterfaces.has(first) && !isEmbedding) return undefined;
  const isInterface = chatInterfaces.has(first) || embeddingInterfaces.has(first);
  const model = (isInterface ? rest.slice(1) : rest).join(':');
  if (model === '') return undefined;
  return { vendor, model, ...(isInterface && { api: first }) };
}

const addressKeys = ['apiBaseUrl', 'apiHost', 'host', 'baseURL', 'base_url'];
const readKeys = new Set([...addressKeys, 'apiKeyEnvar', 'projectId', 'region']);

function providerOf(
  vendor: Vendor,
  api: string | undefined,
  config: Cursor,
  at: Cursor,
  { losses }: ImportContext,
): Written | undefined {
  if (vendor.type === 'scripted') return { type: 'scripted', echo: true };
  const baseUrl = addressOf(config) ?? vendor.baseUrl;
  const secret = config.get('apiKeyEnvar').value ?? vendor.secret;
  const key: { key?: { secret: string } } =
    typeof secret === 'string' && /^[A-Za-z_]\w*$/.test(secret) ? { key: { secret } } : {};
  if (vendor.type === 'azure-openai' && baseUrl === undefined) {
    const hint = 'name the resource in galley.yaml: {type: azure-openai, base_url: https://…}';
    losses.lose(at, 'provider on Azure', 'no `apiHost` says which resource it is', hint);
    return undefined;
  }
  if (vendor.name === 'vertex') {
    const project = config.get('projectId').value;
    if (typeof project !== 'string' || !/^[a-z][a-z0-9.:-]{2,80}$/.test(project)) {
      losses.lose(at, 'provider on Vertex AI', 'no `projectId` says which project pays');
      return undefined;
    }
    const location = String(config.get('region').value ?? 'us-central1');
    const credentials = { secret: 'GOOGLE_CREDENTIALS' };
    return { type: 'google', vertex: { project, location }, credentials };
  }
  return {
    type: vendor.type,
    ...(baseUrl !== undefined && { base_url: baseUrl }),
    ...(key.key !== undefined && { key: key.key }),
    ...(api === 'responses' && vendor.type === 'openai' && { api: 'responses' }),
    ...(baseUrl !== undefined && isLocal(baseUrl) && { allow_private: true }),
  };
}

/** The first setting that is an address; a bare host is one of HTTPS. */
function addressOf(config: Cursor): string | undefined {
  for (const key of addressKeys) {
    const { value } = config.get(key);
    if (typeof value !== 'string' || value.includes('{')) continue;
    const url = /^https?:\/\//.test(value) ? value : `https://${value}`;
    if (/^https?:\/\/[^\s]+$/.test(url)) return url.replace(/\/+$/, '');
  }
  return undefined;
}

function isLocal(url: string): boolean {
  return /^https?:\/\/(?:localhost|127\.|\[::1\]|10\.|192\.168\.)/.test(url);
}

function reportSetting(key: string, item: Cursor, vendor: Vendor, { losses }: ImportContext): void {
  const what = `\`${key}\` of the provider`;
  const text = typeof item.value === 'string' ? item.value : '';
  if (readKeys.has(key) && !text.includes('{')) return;
  if (/key|token|secret|password|authorization|headers/i.test(key)) {
    const hint = `set ${vendor.secret ?? 'a secret'} in the environment of galley, and name it as {secret: …}`;
    losses.refuse(item, what, 'keys are never copied out of a file', hint);
  } else if (/\{\{[^}]*\benv\b/.test(text)) losses.refuse(item, what, 'it reads the environment');
  else if (/transform|hook|callback|script/i.test(key) || isCode(text)) {
    losses.refuse(item, what, 'it runs code');
  } else losses.lose(item, what, 'Galley has no such parameter', 'try it under `parameters.extra`');
}
