/**
 * Every problem a document can have: its code and what it means in one line.
 * The codes are a public contract: they appear in JSON output, annotations and baselines.
 */
export const problemCodes = {
  // reading a file
  'file-too-large': 'A file is larger than Galley reads.',
  'file-missing': 'A document names a file that does not exist.',
  'file-unsafe': 'A path leaves the project, or is a symlink, submodule or special file.',
  'file-not-utf8': 'A file is not valid UTF-8 text.',
  // YAML
  'yaml-syntax': 'The file is not valid YAML 1.2.',
  'yaml-duplicate-key': 'A map has the same key twice.',
  'yaml-alias-limit': 'Aliases would expand to more than Galley reads.',
  'yaml-too-deep': 'The document is nested deeper than Galley reads.',
  // shape
  'unknown-kind': 'The document says a kind or apiVersion that Galley does not know.',
  'unknown-key': 'A key is not part of this kind of document.',
  'not-in-this-version': 'A key belongs to a later version of Galley.',
  'missing-key': 'A required key is absent.',
  'wrong-type': 'A value has another type than the key takes.',
  'wrong-value': 'A value is outside what the key takes.',
  'id-mismatch': 'The written id is not the one that the path gives.',
  'id-invalid': 'The path does not make a valid id.',
  'id-duplicate': 'Two files have the same id.',
  'conversion-loss': 'A document in another tool’s format says something that Galley cannot keep.',
  'not-a-document': 'YAML below a document folder is no Galley document (strict_folders).',
  // references
  'unknown-reference': 'A document refers to one that does not exist.',
  'include-cycle': 'Parts include each other in a circle.',
  'include-dynamic': 'An include whose name is not a plain string.',
  'defaults-missing': 'The galley.yaml that this one extends is not at hand.',
  'model-unknown': 'A model alias is not declared in galley.yaml.',
  'provider-unknown':
    'A model alias or a dataset names a provider that galley.yaml does not declare.',
  'model-unused': 'A model alias is used by nothing.',
  'judge-same-model': 'A judge is the very model whose answers it judges.',
  'command-unknown': 'A check names a program that galley.yaml does not declare.',
  // templates
  'template-syntax': 'A template is not valid Jinja2.',
  'template-limit': 'A template exceeds a size or nesting limit.',
  'template-unknown-filter': 'A template uses a filter that does not exist.',
  'template-unknown-test': 'A template uses a test that does not exist.',
  'template-runtime': 'Rendering failed for a given input.',
  'input-undeclared': 'A template uses a name that the document does not declare.',
  'input-unused': 'A declared input is used nowhere.',
  'input-may-print-none': 'An optional input without default can print "None".',
  'input-invalid': 'A case or a caller gives an input that does not fit its declaration.',
  'input-missing': 'A case or a caller leaves out a required input.',
  // checks, cases, suites
  'regex-invalid': 'A regular expression is not valid RE2.',
  'schema-invalid': 'A JSON Schema is not valid.',
  'expression-invalid': 'A ${{ }} expression is not a path, or names nothing.',
  'checks-missing': 'A suite, or a prompt with cases, has no checks.',
  'cases-missing': 'A suite or a dataset has no cases.',
  'case-duplicate': 'Two cases have the same id.',
  'check-duplicate': 'Two checks of a suite have the same name.',
  'check-template': 'A check holds `{{ }}` around an input; checks fill in `${{ }}` only.',
  'tool-unknown': 'A check names a tool that no target declares.',
  'expected-missing': 'A check reads an expectation that a case does not have.',
  'suite-id-taken': 'A Suite document has the id of a prompt with inline cases.',
  // tables
  'table-syntax': 'A data file is not valid JSONL, JSON or CSV.',
  'column-missing': 'A dataset maps a column that the file does not have.',
  'column-unmapped': 'A column of a CSV file maps to nothing.',
  // versions
  'version-bump-missing': 'A document changed and its version did not.',
} as const;

/** Code of a {@link Problem}, kebab-case, stable across releases. */
export type ProblemCode = keyof typeof problemCodes;
