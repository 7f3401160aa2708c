// Writes each shell script of ci-templates/ to a file of its own, for shellcheck:
//   node ci_scripts.mjs MODULES DIRECTORY TO
import fs from 'node:fs';
import path from 'node:path';
import {interpolate, load, loadAll} from './ci_read.mjs';

const [modules, directory, to] = process.argv.slice(2);
let count = 0;

function write(file, shell, script) {
  const name = `${file.replaceAll('/', '-')}.${++count}.sh`;
  fs.writeFileSync(path.join(to, name), `#!/bin/${shell}\n${script}\n`);
}

// Every script hangs from one of these keys, wherever that stands.
function walk(file, data) {
  if (data === null || typeof data !== 'object')
    return;
  // Before the script of a job the one of its template is run, in the same shell.
  if (data.script !== undefined)
    write(file, 'bash', (data.before_script ?? []).concat(data.script).join('\n'));
  if (typeof data.run === 'string')
    write(file, 'sh', data.run);
  if (data.commands !== undefined)
    write(file, 'sh', data.commands.join('\n'));
  if (typeof data.bash === 'string')
    write(file, 'bash', data.bash);
  for (const value of Object.values(data))
    walk(file, value);
}

function gitlab(text) {
  const [header, data] = loadAll(modules, text);
  const jobs = interpolate(header, data, {source: 'x', commit: '0'.repeat(40)});
  return Object.fromEntries(Object.entries(jobs).filter(([, job]) => job.script !== undefined)
    .map(([name, job]) => [name, {...jobs[job.extends], ...job}]));
}

for (const file of fs.readdirSync(directory, {recursive: true})) {
  const at = path.join(directory, file);
  if (fs.statSync(at).isDirectory())
    continue;
  const text = fs.readFileSync(at, 'utf8');
  if (file.startsWith('gitlab/') && file.endsWith('.yml'))
    walk(file, gitlab(text));
  else if (file.endsWith('.yml'))
    walk(file, load(modules, text));
  else if (file.endsWith('Jenkinsfile'))
    [...text.matchAll(/sh '''\n([^]*?)'''/g)].forEach(([, script]) => write(file, 'sh', script));
}
console.log(`${count} scripts`);
