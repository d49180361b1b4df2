import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { listProfiles, loginCommand, profileSections } from './profiles';

const files = {
  configFile: {
    zoo: { sso_session: 'corp', region: 'eu-west-1' },
    default: { region: 'us-east-1' },
    admin: { role_arn: 'arn:aws:iam::1:role/admin', source_profile: 'zoo' },
    round: { role_arn: 'r', source_profile: 'about' },
    about: { role_arn: 'r', source_profile: 'round' },
    mfa: { role_arn: 'r', source_profile: 'zoo', mfa_serial: 'arn:aws:iam::1:mfa/me' },
    old: { sso_start_url: 'https://corp.awsapps.com/start' },
    tool: { credential_process: 'get-keys --password hunter2' },
    pod: { role_arn: 'r', web_identity_token_file: '/token' },
    browser: { login_session: 'arn:aws:iam::1:user/me' },
    "it's mine": { sso_session: 'corp' },
    local: { endpoint_url: 'http://127.0.0.1:4566' },
    'sso-session.corp': { sso_region: 'eu-west-1' },
    'services.local': { 'sts.endpoint_url': 'http://x' },
  },
  credentialsFile: {
    default: { aws_access_key_id: 'A', aws_secret_access_key: 'B' },
    only: { aws_access_key_id: 'A' },
  },
};
const sections = profileSections(files);

test('the list has profiles only, default first, and says how each comes to its credentials', () => {
  expect(listProfiles(files).map(({ name, source }) => [name, source])).toEqual([
    ['default', 'keys'],
    ['about', 'role'],
    ['admin', 'role'],
    ['browser', 'login'],
    ["it's mine", 'sso'],
    ['local', 'unknown'],
    ['mfa', 'role'],
    ['old', 'sso'],
    ['only', 'unknown'],
    ['pod', 'web-identity'],
    ['round', 'role'],
    ['tool', 'process'],
    ['zoo', 'sso'],
  ]);
});

test('both files are laid over each other', () => {
  expect(listProfiles(files)[0]).toEqual({ name: 'default', region: 'us-east-1', source: 'keys', endpoint: null });
});

describe('the command that mends', () => {
  test.each([
    ['zoo', 'aws sso login --profile zoo'],
    ['old', 'aws sso login --profile old'],
    ['admin', 'aws sso login --profile zoo'],
    ['browser', 'aws login --profile browser'],
    ['default', 'aws configure --profile default'],
    ['round', 'aws configure --profile round'],
    ['tool', 'aws sts get-caller-identity --profile tool'],
    ['mfa', 'eval "$(aws configure export-credentials --profile mfa --format env)"'],
    [null, 'aws configure'],
  ])('%s', (name, command) => {
    expect(loginCommand(name, sections)).toBe(command);
  });

  test('survives a shell, whatever the profile is called', () => {
    const command = loginCommand("it's mine", sections);
    const said = execFileSync('sh', ['-c', command.replace(/^aws/, 'printf "%s|"')], { encoding: 'utf8' });
    expect(said).toBe("sso|login|--profile|it's mine|");
  });

  test('holds nothing of a credential_process', () => {
    expect(loginCommand('tool', sections)).not.toContain('hunter2');
  });
});
