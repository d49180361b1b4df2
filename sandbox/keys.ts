import type { AccessKey } from './model';

/** The secrets of the made-up keys. They open nothing but the sandbox. */
export const DEMO_SECRET = 'sandbox/demo/secret/0000000000000000000';
export const OTHER_SECRET = 'sandbox/other/secret/000000000000000000';
export const DENIED_SECRET = 'sandbox/denied/secret/00000000000000000';

export function demoKey(account: string): AccessKey {
  return {
    id: 'AKIASANDBOXDEMO00001',
    secret: DEMO_SECRET,
    arn: `arn:aws:iam::${account}:user/demo`,
    userId: 'AIDASANDBOXDEMO00001',
    deny: [],
  };
}

/** May see stacks but no APIs. */
export function deniedKey(account: string): AccessKey {
  return {
    id: 'AKIASANDBOXDENIED001',
    secret: DENIED_SECRET,
    arn: `arn:aws:iam::${account}:user/denied`,
    userId: 'AIDASANDBOXDENIED001',
    deny: ['apigateway:GET'],
  };
}

export function otherKey(account: string): AccessKey {
  return {
    id: 'AKIASANDBOXOTHER0001',
    secret: OTHER_SECRET,
    arn: `arn:aws:iam::${account}:user/other`,
    userId: 'AIDASANDBOXOTHER0001',
    deny: [],
  };
}
