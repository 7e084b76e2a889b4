#!/usr/bin/env node
// Starts the command line: its program is loaded with what an earlier run compiled of it.
import { join } from 'node:path';
import { compiledFolder, createLoader } from '../compiled';
import { budgets, tune } from '../tuning';

tune(budgets.stream);
const [, , command = '', ...rest] = process.argv;
const way = /^[a-z-]{1,20}$/.test(command) ? command : 'other';
const loader = createLoader(compiledFolder(process.env), rest.includes('--no-repairs') ? `${way}-plain` : way);
// What was stopped, or refused its options, compiled too little to be worth keeping.
process.once('exit', code => {
  if (code === 0 || code === 1) loader.keep();
});
loader.load(join(__dirname, 'command.js'));
