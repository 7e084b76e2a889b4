#!/usr/bin/env node
// Starts the command line: its program is loaded with what an earlier run compiled of it.
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { compiledFolder, createLoader } from '../compiled';

// V8's usual budget has it optimise what is then thrown away, as every record takes other ways through the engine: over a
// thousand records that takes nearly half of the processor time. Later versions may not know the flag, and would say so.
if (Number.parseInt(process.versions.v8, 10) <= 13) setFlagsFromString('--interrupt-budget=1000000');

const [, , command = '', ...rest] = process.argv;
const way = /^[a-z-]{1,20}$/.test(command) ? command : 'other';
const loader = createLoader(compiledFolder(process.env), rest.includes('--no-repairs') ? `${way}-plain` : way);
// What was stopped, or refused its options, compiled too little to be worth keeping.
process.once('exit', code => {
  if (code === 0 || code === 1) loader.keep();
});
loader.load(join(__dirname, 'command.js'));
