import { _, type CodeKeywordDefinition, type KeywordCxt, stringify } from 'ajv/dist/2020.js';
import type { KeywordErrorCxt } from 'ajv/dist/types/index.js';

/**
 * Our own `oneOf`, `anyOf` and `not`, for the only form the schemas use: `{required: [key, …]}`; and
 * `dependentSchemas`, for `{key: {anyOf: [{required: [key]}, …]}}`, with `params.property` and
 * `params.owners`, the keys of which one must stand beside it.
 *
 * They mean what JSON Schema means and report one error with `params.alternatives` and, in the
 * document's order, `params.present`, where the standard keywords report one error per branch.
 */
export const keyGroupKeywords: readonly CodeKeywordDefinition[] = [
  {
    keyword: 'oneOf',
    type: 'object',
    schemaType: 'array',
    code: (context) => checkGroups(context, groupsOf(context.schema), 'exactly one'),
    error: { message: '', params: groupParams },
  },
  {
    keyword: 'anyOf',
    type: 'object',
    schemaType: 'array',
    code: (context) => checkGroups(context, groupsOf(context.schema), 'at least one'),
    error: { message: '', params: groupParams },
  },
  {
    keyword: 'not',
    type: 'object',
    schemaType: 'object',
    code: (context) => {
      const keys = context.schema.required as string[];
      checkGroups(
        context,
        keys.map((key) => [key]),
        'at most one',
      );
    },
    error: { message: '', params: groupParams },
  },
  {
    keyword: 'dependentSchemas',
    type: 'object',
    schemaType: 'object',
    code: checkOwners,
    error: {
      message: '',
      params: ({ params }) => _`{property: ${params.property}, owners: ${params.owners}}`,
    },
  },
];

function checkOwners(context: KeywordCxt): void {
  const { gen, data, schema } = context;
  for (const [key, { anyOf }] of Object.entries(schema as Record<string, Dependency>)) {
    const property = gen.const('property', stringify(key));
    const owners = gen.const('owners', stringify(groupsOf(anyOf).flat()));
    const isAlone = _`!${owners}.some((owner) => Object.hasOwn(${data}, owner))`;
    context.setParams({ property, owners });
    gen.if(_`Object.hasOwn(${data}, ${property}) && ${isAlone}`, () => context.error(true));
  }
}

type Dependency = { readonly anyOf: readonly { required: string[] }[] };

type Count = 'exactly one' | 'at least one' | 'at most one';

function groupsOf(branches: readonly { required: string[] }[]): string[][] {
  return branches.map((branch) => branch.required);
}

/** A group is present when any of its keys is; `dependentRequired` asks for the rest of it. */
function checkGroups(context: KeywordCxt, groups: readonly string[][], count: Count): void {
  const { gen, data } = context;
  const keys = gen.const('groups', stringify(groups));
  const present = gen.const(
    'present',
    _`${keys}.filter((group) => group.some((key) => Object.hasOwn(${data}, key)))`,
  );
  context.setParams({ alternatives: keys, present });
  if (count === 'exactly one') context.fail(_`${present}.length !== 1`);
  if (count === 'at least one') context.fail(_`${present}.length === 0`);
  if (count === 'at most one') context.fail(_`${present}.length > 1`);
}

function groupParams({ params, data }: KeywordErrorCxt) {
  const { alternatives } = params;
  const isOurs = _`(key) => ${alternatives}.some((group) => group.includes(key))`;
  return _`{alternatives: ${alternatives}, present: Object.keys(${data}).filter(${isOurs})}`;
}
