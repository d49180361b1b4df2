/** `npm run sandbox`: the stand-in AWS account alone, for the AWS CLI or any SDK. */
import { buildAndRun } from './run.mjs';

await buildAndRun('sandbox.mjs');
