import { spawnSync } from 'node:child_process';

/** The AWS CLI's answer to `aws apigatewayv2 …` as JSON, or null where there is no AWS CLI. */
export function awsCli(args, env) {
  const ran = spawnSync('aws', ['apigatewayv2', ...args, '--output', 'json'], {
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (ran.error) return null;
  if (ran.status !== 0) throw new Error(`aws ${args[0]} failed.\n${ran.stderr}`);
  return JSON.parse(ran.stdout);
}

export function hasAwsCli() {
  return spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0;
}

export const NO_AWS_CLI = 'the AWS CLI is not installed';
