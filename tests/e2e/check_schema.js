// Checks YAML files against a JSON Schema with ajv: node check_schema.js MODULES SCHEMA FILE…
// Prints "ok FILE", "bad FILE: why", or "unread FILE: why" for what js-yaml cannot read
// (a tag of octoDNS's, a repeated key).
'use strict';
const fs = require('fs');
const path = require('path');
const [folder, schemaFile, ...files] = process.argv.slice(2);
const modules = path.resolve(folder);
const Ajv = require(path.join(modules, 'ajv')).default;
const addFormats = require(path.join(modules, 'ajv-formats')).default;
const yaml = require(path.join(modules, 'js-yaml'));

// "strict" finds misspelled keywords; types stand beside "if", and required fields in other branches.
const ajv = new Ajv({strict: true, strictTypes: false, strictRequired: false, allErrors: true,
  allowUnionTypes: true});
addFormats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile, 'utf8')));

for (const file of files) {
  let data;
  try {
    data = yaml.load(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    console.log(`unread ${file}: ${error.reason || error.message}`);
    continue;
  }
  // As JSON has it: no dates.
  if (validate(data === undefined ? null : JSON.parse(JSON.stringify(data)))) {
    console.log(`ok ${file}`);
    continue;
  }
  const why = validate.errors.map((e) => `${e.instancePath || '/'} ${e.message}`);
  console.log(`bad ${file}: ${why.join('; ')}`);
}
