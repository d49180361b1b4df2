/** `npm start`: the console in front of the reader's own AWS account, with their profiles and environment. */
import { buildAndRun } from './run.mjs';

await buildAndRun('server.mjs');
