// Reads CI files: YAML, and the inputs of GitLab's components.
import path from 'node:path';
import {createRequire} from 'node:module';

function yaml(modules) {
  return createRequire(path.join(modules, 'package.json'))(path.join(modules, 'js-yaml'));
}

// As YAML 1.2 and the forges read it: "on" is a string.
export function load(modules, text) {
  const {load: read, CORE_SCHEMA} = yaml(modules);
  return read(text, {schema: CORE_SCHEMA});
}

export function loadAll(modules, text) {
  const {loadAll: read, CORE_SCHEMA} = yaml(modules);
  return read(text, null, {schema: CORE_SCHEMA});
}

// Put inputs where $[[ inputs.NAME ]] stands; one that is missing or too many is an error.
export function interpolate(header, data, given) {
  const known = header.spec.inputs;
  for (const name of Object.keys(given)) {
    if (!(name in known))
      throw new Error(`there is no input ${name}`);
  }
  const value = (name) => {
    if (!(name in known))
      throw new Error(`there is no input ${name}`);
    const result = given[name] ?? known[name]?.default;
    if (result === undefined)
      throw new Error(`the input ${name} is missing`);
    if (known[name]?.regex !== undefined && !new RegExp(known[name].regex).test(result))
      throw new Error(`the input ${name} must match ${known[name].regex}`);
    return result;
  };
  return JSON.parse(JSON.stringify(data).replace(/\$\[\[ inputs\.(\w+) \]\]/g,
    (_, name) => JSON.stringify(value(name)).slice(1, -1)));
}
