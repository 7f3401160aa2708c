// Runs the steps of a job of ci-templates/ as its system would, in the current directory:
//   node ci_run.mjs MODULES FILE JOB CONTEXT
// CONTEXT is a JSON file: {github, secrets, variables, inputs, dispatch}.  Steps that use an
// action of others are named and left out; those that use zoneward's run it from FILE's side.
// Ends with the status of the first step that fails.
import fs from 'node:fs';
import path from 'node:path';
import {spawnSync} from 'node:child_process';
import {interpolate, load, loadAll} from './ci_read.mjs';

const [modules, file, name, contextFile] = process.argv.slice(2);
const context = JSON.parse(fs.readFileSync(contextFile, 'utf8'));
const text = fs.readFileSync(file, 'utf8');
const scratch = fs.mkdtempSync(path.join(process.env.RUNNER_TEMP, 'step-'));

function die(why) {
  console.error(`ci_run: ${why}`);
  process.exit(70);
}

// As the shell of the system is called; a step that fails ends the job.
function shell(command, words, script, env) {
  const at = path.join(scratch, 'script');
  fs.writeFileSync(at, script);
  const {status} = spawnSync(command, [...words, at], {stdio: 'inherit', env});
  return status ?? 71;
}

// The little of GitHub's expressions that the templates use.
function atom(word, scope) {
  if (/^'[^']*'$/.test(word))
    return word.slice(1, -1);
  if (word === 'always()')
    return true;
  if (!/^[a-z_]+(\.[\w-]+)+$/i.test(word))
    die(`expression not known: ${word}`);
  return word.split('.').reduce((at, key) => at?.[key], scope) ?? '';
}

function expression(source, scope) {
  const either = source.split('||').map((part) => part.trim());
  for (const part of either) {
    const words = /^(\S+) (==|!=) (\S+)$/.exec(part);
    const value = words === null ? atom(part, scope)
      : (atom(words[1], scope) === atom(words[3], scope)) === (words[2] === '==');
    if (value !== '' && value !== false)
      return value;
  }
  return '';
}

function evaluate(value, scope) {
  return String(value).replace(/\$\{\{ *(.*?) *\}\}/g, (_, source) => String(expression(source, scope)));
}

function evaluateAll(map, scope) {
  return Object.fromEntries(Object.entries(map ?? {}).map(([k, v]) => [k, evaluate(v, scope)]));
}

// What a step wrote to the file of outputs: NAME=VALUE, or NAME<<END … END.
function outputs(at) {
  const result = {};
  const lines = fs.readFileSync(at, 'utf8').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const long = /^([\w-]+)<<(.+)$/.exec(lines[i]);
    const short = /^([\w-]+)=(.*)$/.exec(lines[i]);
    if (long !== null) {
      const end = lines.indexOf(long[2], i + 1);
      result[long[1]] = lines.slice(i + 1, end).join('\n');
      i = end;
    } else if (short !== null) {
      result[short[1]] = short[2];
    }
  }
  return result;
}

function composite(step, env, scope) {
  const folder = path.dirname(file);
  const action = load(modules, fs.readFileSync(path.join(folder, 'action.yml'), 'utf8'));
  const given = {...context.inputs, ...evaluateAll(step.with, scope)};
  const inputs = {};
  for (const [key, input] of Object.entries(action.inputs))
    inputs[key] = given[key] ?? evaluate(input.default ?? '', scope);
  for (const key of Object.keys(given)) {
    if (!(key in inputs))
      die(`the action has no input ${key}`);
  }
  return steps(action.runs.steps, {...env, GITHUB_ACTION_PATH: folder},
    {...scope, inputs, steps: {}});
}

function steps(list, env, scope) {
  for (const step of list) {
    if (step.if !== undefined && expression(step.if, scope) === '')
      continue;
    const here = {...env, ...evaluateAll(step.env, scope)};
    if (step.uses !== undefined && /\/zoneward\/ci-templates\/github@/.test(step.uses)) {
      const status = composite(step, here, scope);
      if (status !== 0)
        return status;
      continue;
    }
    if (step.uses !== undefined) {
      console.log(`not run here: ${step.uses}`);
      continue;
    }
    const to = {GITHUB_OUTPUT: path.join(scratch, 'output'), GITHUB_PATH: path.join(scratch, 'path')};
    for (const at of Object.values(to))
      fs.writeFileSync(at, '');
    // Without "shell" a container has "sh -e".
    const status = shell('sh', ['-e'], step.run, {...here, ...to});
    if (status !== 0)
      return status;
    if (step.id !== undefined)
      scope.steps[step.id] = {outputs: outputs(to.GITHUB_OUTPUT)};
    for (const folder of fs.readFileSync(to.GITHUB_PATH, 'utf8').split('\n').filter(Boolean))
      env.PATH = `${folder}:${env.PATH}`;
  }
  for (const [id, {outputs: found}] of Object.entries(scope.steps))
    console.log(`outputs of ${id}: ${JSON.stringify(found)}`);
  return 0;
}

// GitHub and Forgejo.
function actions() {
  const workflow = load(modules, text);
  const job = workflow.jobs[name] ?? die(`there is no job ${name}`);
  const scope = {github: context.github, secrets: context.secrets, inputs: context.dispatch ?? {}, steps: {}};
  if (job.if !== undefined && expression(job.if, scope) === '')
    return console.log('the job is left out') ?? 0;
  return steps(job.steps, {...process.env, ...evaluateAll(workflow.env, scope),
    ...evaluateAll(job.env, scope)}, scope);
}

// $NAME in the variables of a job.
function expand(map, env) {
  const result = {...env};
  for (const [key, value] of Object.entries(map ?? {}))
    result[key] = String(value).replace(/\$(\w+)/g, (_, word) => result[word] ?? '');
  return result;
}

function gitlab() {
  const [header, data] = loadAll(modules, text);
  const jobs = interpolate(header, data, context.inputs);
  const job = {...jobs[jobs[name]?.extends], ...jobs[name]};
  if (job.script === undefined)
    die(`there is no job ${name}`);
  return shell('bash', ['-eo', 'pipefail'], [...job.before_script, ...job.script].join('\n'),
    expand(job.variables, process.env));
}

// The others have one script in a step: PATTERN says where.
function script(find, command, words) {
  const {text: found, variables} = find(load(modules, text));
  return shell(command, words, found, expand(variables, process.env));
}

const commands = (step) => (step ?? die(`there is no step ${name}`));
const systems = {
  github: actions,
  forgejo: actions,
  gitlab,
  bitbucket: () => script((data) => {
    const lists = Object.values(data.pipelines).flatMap((kind) => Object.values(kind)).flat();
    const {step} = commands(lists.find((item) => item.step.name === name));
    return {text: step.script.join('\n'), variables: context.variables};
  }, 'bash', ['-e']),
  woodpecker: () => script((data) => {
    const step = commands(data.steps.find((item) => item.name === name));
    const plain = Object.entries(step.environment).filter(([, value]) => typeof value === 'string');
    return {text: step.commands.join('\n'), variables: Object.fromEntries(plain)};
  }, 'sh', ['-e']),
  azure: () => script((data) => {
    const job = commands(data.jobs.find((item) => item.job === name));
    return {text: job.steps.find((step) => step.bash).bash, variables: data.variables};
  }, 'bash', []),
  // Of a Jenkinsfile the scripts of the stage "get" and of the one named.
  jenkins: () => {
    const set = Object.fromEntries([...text.matchAll(/^ +([A-Z_]+) = '(.*)'$/gm)].map((m) => m.slice(1)));
    for (const stage of ['get', name]) {
      const found = new RegExp(`stage\\('${stage}'\\)[^]*?sh '''\n([^]*?)'''`).exec(text) ??
        die(`there is no stage ${stage}`);
      const status = shell('sh', ['-xe'], found[1], expand(set, process.env));
      if (status !== 0)
        return status;
    }
    return 0;
  },
};

const system = path.resolve(file).split('/').reverse().find((part) => part in systems) ?? die('no system is known');
process.exit(systems[system]());
