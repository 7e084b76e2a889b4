// Starts the language server: its program is loaded with what an earlier session compiled of it.
import { join } from 'node:path';
import { compiledFolder, createLoader } from './compiled';
import { budgets, tune } from './tuning';

tune(budgets.stream);

const loader = createLoader(compiledFolder(process.env), 'editor');
process.once('exit', loader.keep);
loader.load(join(__dirname, 'main.js'));
