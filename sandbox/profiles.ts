import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessKey, World } from './model';

/** Profiles by name, the key that each stands for, and the region that it begins in. */
const PROFILES: [name: string, keyId: string, region: string][] = [
  ['default', 'AKIASANDBOXDEMO00001', 'us-east-1'],
  ['demo', 'AKIASANDBOXDEMO00001', 'us-east-1'],
  ['demo-eu', 'AKIASANDBOXDEMO00001', 'eu-west-1'],
  ['denied', 'AKIASANDBOXDENIED001', 'us-east-1'],
  ['other', 'AKIASANDBOXOTHER0001', 'us-east-1'],
];

/** A sign-in that has run out: the SDK finds no token for it and says so without asking anybody. */
const EXPIRED_SSO = `[profile expired]
sso_session = sandbox
sso_account_id = 000000000000
sso_role_name = Developer
region = us-east-1

[sso-session sandbox]
sso_start_url = https://sandbox.awsapps.example/start
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`;

/** Writes `config` and `credentials` into a folder, for AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE. Everything in them is made up. */
export function writeProfiles(folder: string, world: World): { config: string; credentials: string } {
  const keys = new Map(world.accounts.flatMap((account) => account.keys).map((key) => [key.id, key]));
  const known = PROFILES.flatMap(([name, keyId, region]) => {
    const key = keys.get(keyId);
    return key ? [{ name, key, region }] : [];
  });
  const paths = { config: join(folder, 'config'), credentials: join(folder, 'credentials') };
  mkdirSync(folder, { recursive: true });
  const sections = known.map(
    ({ name, region }) => `[${name === 'default' ? name : `profile ${name}`}]\nregion = ${region}\n`,
  );
  writeFileSync(paths.config, [...sections, EXPIRED_SSO].join('\n'));
  writeFileSync(paths.credentials, known.map(({ name, key }) => credentials(name, key)).join('\n'), { mode: 0o600 });
  return paths;
}

function credentials(name: string, key: AccessKey): string {
  const token = key.sessionToken ? `aws_session_token = ${key.sessionToken}\n` : '';
  return `[${name}]\naws_access_key_id = ${key.id}\naws_secret_access_key = ${key.secret}\n${token}`;
}
