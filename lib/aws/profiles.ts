import type { Profile, ProfileSource } from '@/lib/core/account';

/** One section of the shared config files, and all of them by name, credentials file laid over config file. */
export type Section = Record<string, string | undefined>;
export type Sections = Record<string, Section | undefined>;

/** The files as the SDK reads them: `profile` sections under their bare name, others as `sso-session.x`, `services.x`. */
export interface ConfigFiles {
  configFile: Sections;
  credentialsFile: Sections;
}

/** All profiles with what each file says of them; what is not a profile is left out. */
export function profileSections({ configFile, credentialsFile }: ConfigFiles): Map<string, Section> {
  const profiles = new Map<string, Section>();
  for (const [name, section] of [...Object.entries(configFile), ...Object.entries(credentialsFile)]) {
    if (!section || /^(sso-session|services)\./.test(name)) continue;
    profiles.set(name, { ...profiles.get(name), ...section });
  }
  return profiles;
}

/** The list that a person chooses from, in the order of the alphabet, `default` first. Runs nothing and asks nobody. */
export function listProfiles(files: ConfigFiles): Profile[] {
  return [...profileSections(files)]
    .map(([name, section]) => ({
      name,
      region: section.region ?? null,
      source: sourceOf(section),
      endpoint: section.endpoint_url ?? null,
    }))
    .sort((a, b) => Number(b.name === 'default') - Number(a.name === 'default') || a.name.localeCompare(b.name));
}

/** In the order in which the SDK tries them. */
function sourceOf(section: Section): ProfileSource {
  if (section.aws_access_key_id && section.aws_secret_access_key) return 'keys';
  if (section.role_arn && section.web_identity_token_file) return 'web-identity';
  if (section.role_arn || section.credential_source) return 'role';
  if (section.credential_process) return 'process';
  if (section.sso_session || section.sso_start_url) return 'sso';
  if (section.login_session) return 'login';
  return 'unknown';
}

/** The command that gives a profile working credentials, ready to paste. A role is mended at the profile that it comes from. */
export function loginCommand(name: string | null, profiles: Map<string, Section>): string {
  const origin = originOf(name ?? 'default', profiles);
  const section = profiles.get(origin);
  const option = name === null && origin === 'default' ? '' : ` --profile ${quote(origin)}`;
  const source = section ? sourceOf(section) : 'unknown';
  if (section?.mfa_serial) return `eval "$(aws configure export-credentials --profile ${quote(origin)} --format env)"`;
  if (source === 'sso') return `aws sso login${option}`;
  if (source === 'login') return `aws login${option}`;
  // The command of a credential_process may hold a secret; this one runs it and shows what it says.
  if (source === 'process') return `aws sts get-caller-identity${option}`;
  return `aws configure${option}`;
}

function originOf(name: string, profiles: Map<string, Section>): string {
  const seen = new Set<string>();
  let at = name;
  while (!seen.has(at)) {
    seen.add(at);
    const section = profiles.get(at);
    if (!section?.source_profile || section.mfa_serial) break;
    at = section.source_profile;
  }
  return at;
}

/** One word of a POSIX shell. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
