import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { profileList } from './account';
import { credentialsOf, forgetCredentials } from './credentials';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-'));
const canary = join(folder, 'canary');
const clean = { ...process.env };

beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  process.env.AWS_CONFIG_FILE = join(folder, 'config');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, 'credentials');
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  writeFileSync(join(folder, 'credentials'), '');
});
afterAll(() => {
  process.env = clean;
  rmSync(folder, { recursive: true });
});

function config(text: string) {
  writeFileSync(join(folder, 'config'), text);
}

test('listing profiles runs nothing', async () => {
  config(`[profile tool]\ncredential_process = touch ${canary}\n`);
  expect((await profileList()).profiles).toEqual([{ name: 'tool', region: null, source: 'process', endpoint: null }]);
  expect(existsSync(canary)).toBe(false);
  await expect(credentialsOf({ profile: 'tool', region: 'us-east-1' })).rejects.toMatchObject({
    code: 'no-credentials',
  });
  expect(existsSync(canary)).toBe(true);
});

test('changes of the files are seen at once', async () => {
  config('[profile a]\nregion = eu-west-1\n');
  expect((await profileList()).profiles.map(({ name }) => name)).toEqual(['a']);
  config('[profile b]\nregion = eu-west-1\n');
  expect((await profileList()).profiles.map(({ name }) => name)).toEqual(['b']);
});

test.each([
  ['nothing set', {}, '', null, 'us-east-1'],
  ['a default profile', {}, '[default]\nregion = eu-west-1\n', 'default', 'eu-west-1'],
  ['AWS_PROFILE', { AWS_PROFILE: 'a' }, '[default]\n[profile a]\nregion = eu-west-3\n', 'a', 'eu-west-3'],
  ['keys in the environment', { AWS_ACCESS_KEY_ID: 'x' }, '[default]\nregion = eu-west-1\n', null, 'eu-west-1'],
  [
    'AWS_REGION first',
    { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-west-1' },
    '[default]\nregion = eu-west-1\n',
    'default',
    'us-west-2',
  ],
  ['nonsense for a region', { AWS_REGION: '../x' }, '[default]\nregion = eu-west-1\n', 'default', 'eu-west-1'],
])('what is used without a choice: %s', async (...[, env, text, current, region]) => {
  config(text);
  Object.assign(process.env, env);
  expect(await profileList()).toMatchObject({ current, region });
});

test.each([
  [
    'sso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://x\n',
    'expired-credentials',
    'aws sso login --profile p',
  ],
  [
    'sso_start_url = https://x\nsso_account_id = 1\nsso_role_name = r\nsso_region = us-east-1\n',
    'expired-credentials',
    'aws sso login --profile p',
  ],
  [
    'role_arn = arn:aws:iam::1:role/x\nsource_profile = p2\nmfa_serial = arn:aws:iam::1:mfa/me\n[profile p2]\naws_access_key_id = a\naws_secret_access_key = b\n',
    'no-credentials',
    'eval "$(aws configure export-credentials --profile p --format env)"',
  ],
  ['credential_process = printf nonsense\n', 'no-credentials', 'aws sts get-caller-identity --profile p'],
  [
    'credential_process = echo \'{"Version":1,"AccessKeyId":"a","SecretAccessKey":"b","Expiration":"2020-01-01T00:00:00Z"}\'\n',
    'expired-credentials',
    'aws sts get-caller-identity --profile p',
  ],
  ['region = us-east-1\n', 'no-credentials', 'aws configure --profile p'],
  [
    'role_arn = r\nsource_profile = p2\n[profile p2]\nrole_arn = r\nsource_profile = p\n',
    'no-credentials',
    'aws configure --profile p',
  ],
])('no credentials from %j', async (text, code, command) => {
  config(`[profile p]\n${text}`);
  const asked = credentialsOf({ profile: 'p', region: 'us-east-1' });
  await expect(asked).rejects.toMatchObject({ code, detail: { command, profile: 'p' } });
});

test('credentials are asked for once, by whoever asks first, until they are refused', async () => {
  const counter = join(folder, 'count.sh');
  const made = '{\\"Version\\":1,\\"AccessKeyId\\":\\"a\\",\\"SecretAccessKey\\":\\"b\\"}';
  writeFileSync(counter, `echo run >> ${folder}/runs\nprintf "${made}"\n`);
  config(`[profile once]\ncredential_process = sh ${counter}\n`);
  const account = { profile: 'once', region: 'us-east-1' };
  const runs = async () => (await import('node:fs/promises')).readFile(`${folder}/runs`, 'utf8');
  await Promise.all([
    credentialsOf(account),
    credentialsOf(account),
    credentialsOf({ ...account, region: 'eu-west-1' }),
  ]);
  await credentialsOf(account);
  expect(await runs()).toBe('run\n');
  forgetCredentials(account);
  await credentialsOf(account);
  expect(await runs()).toBe('run\nrun\n');
});

test('without anything, the sentence says what to do', async () => {
  config('');
  await expect(credentialsOf({ region: 'us-east-1' })).rejects.toMatchObject({
    code: 'no-credentials',
    detail: { command: 'aws configure' },
  });
});
