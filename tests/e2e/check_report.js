// Checks a report for machines: node check_report.js MODULES KIND FILE [SCHEMA]
// Without SCHEMA it is held against what GitLab and reviewdog say that they read: neither is to
// be had as a schema in a package.  Prints "ok" and how many findings there are, or "bad" and why.
'use strict';
const fs = require('fs');
const path = require('path');
const [folder, kind, file, schemaFile] = process.argv.slice(2);
const modules = path.resolve(folder);
// SARIF's schema is of draft 4.
const Ajv = require(path.join(modules, schemaFile ? 'ajv-draft-04' : 'ajv')).default;
const addFormats = require(path.join(modules, 'ajv-formats')).default;

const text = {type: 'string', minLength: 1};
const count = {type: 'integer', minimum: 1};

// All properties of an object, those ending in '?' optional, and no others.
function object(properties) {
  const names = Object.keys(properties).map((name) => name.replace(/\?$/, ''));
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties).filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(names.map((name, i) => [name, Object.values(properties)[i]])),
  };
}

function list(items) {
  return {type: 'array', items};
}

const position = object({line: count, 'column?': count});

const schemas = {
  codequality: list(object({
    description: text,
    check_name: text,
    fingerprint: {type: 'string', pattern: '^[0-9a-f]{64}$'},
    severity: {enum: ['info', 'minor', 'major', 'critical', 'blocker']},
    location: object({path: {type: 'string', pattern: '^[^/.]'}, lines: object({begin: count})}),
  })),
  rdjson: object({
    source: object({name: text, 'url?': text}),
    'severity?': text,
    diagnostics: list(object({
      message: text,
      location: object({path: text, 'range?': object({start: position, 'end?': position})}),
      severity: {enum: ['UNKNOWN_SEVERITY', 'ERROR', 'WARNING', 'INFO']},
      code: object({value: text, 'url?': text}),
    })),
  }),
};

const findings = {
  codequality: (data) => data.map((finding) => finding.fingerprint),
  rdjson: (data) => data.diagnostics,
  sarif: (data) => data.runs[0].results.map((result) => result.partialFingerprints['zoneward/v1']),
};

// Its patterns are not written for the flag u.
const ajv = new Ajv({strict: false, allErrors: true, unicodeRegExp: !schemaFile});
addFormats(ajv);
const schema = schemaFile ? JSON.parse(fs.readFileSync(schemaFile, 'utf8')) : schemas[kind];
const validate = ajv.compile(schema);
const data = JSON.parse(fs.readFileSync(file, 'utf8'));
if (!validate(data)) {
  const why = validate.errors.map((e) => `${e.instancePath || '/'} ${e.message}`);
  console.log(`bad: ${why.join('; ')}`);
  process.exit(0);
}
const found = findings[kind](data);
if (kind !== 'rdjson' && new Set(found).size !== found.length) {
  console.log('bad: two findings have the same fingerprint');
  process.exit(0);
}
console.log(`ok ${found.length}`);
