import 'server-only';
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import type { AccountRef, ProfileList } from '@/lib/core/account';
import { AppError } from '@/lib/core/error';
import { processWide } from '@/lib/core/process-wide';
import { REGION_NAME } from '@/lib/core/regions';
import { customEndpoint } from './endpoint';
import { type ConfigFiles, listProfiles, profileSections, type Section } from './profiles';

// A laptop has no instance metadata, and asking for it costs seconds. Who wants it sets the variable to false.
process.env.AWS_EC2_METADATA_DISABLED ??= 'true';
// The locked versions run on Node 20; what later ones will need concerns who updates them, not who uses them.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** API Gateway's client; its endpoint stands for the account's. */
const API_GATEWAY = 'ApiGatewayV2';
const USER_POOLS = 'Cognito Identity Provider';

/** The shared config files as they are on disk now; a file that is missing counts as empty. */
export async function readConfigFiles(): Promise<ConfigFiles> {
  return await loadSharedConfigFiles({ ignoreCache: true });
}

/** The profiles to choose from and what is used when none is chosen. Runs no `credential_process`. */
export async function profileList(): Promise<ProfileList> {
  const files = await readConfigFiles();
  const current = chosenProfile(files);
  const region = regionOf(current, files);
  return {
    profiles: listProfiles(files),
    current,
    region,
    endpoint: customEndpoint(API_GATEWAY, current ?? defaultProfile(), files, process.env),
  };
}

const lately = processWide<{ files: Promise<ConfigFiles> | null; readAt: number }>('config-files', () => ({
  files: null,
  readAt: 0,
}));

/** The config files as they were a second ago at most: they are asked about before every request. */
function recentConfigFiles(): Promise<ConfigFiles> {
  if (lately.files && Date.now() - lately.readAt < 1_000) return lately.files;
  lately.files = readConfigFiles();
  lately.readAt = Date.now();
  return lately.files;
}

/** The custom endpoint of a service for this account (`ApiGatewayV2`, `CloudFormation`, `STS`), null against AWS itself. */
export async function endpointOf(account: AccountRef, serviceId: string = API_GATEWAY): Promise<string | null> {
  const files = await recentConfigFiles();
  return customEndpoint(serviceId, account.profile ?? defaultProfile(), files, process.env);
}

/** The custom endpoints of Cognito's user pools in all profiles and in the default chain. */
export async function userPoolEndpoints(): Promise<string[]> {
  const files = await recentConfigFiles();
  const profiles = [defaultProfile(), ...profileSections(files).keys()];
  return profiles.flatMap((profile) => {
    try {
      return customEndpoint(USER_POOLS, profile, files, process.env) ?? [];
    } catch {
      return []; // said to whoever uses the profile
    }
  });
}

/** The sections of all profiles. Throws not-found where the profile that is asked for is not among them. */
export async function knownProfiles(profile: string | undefined): Promise<Map<string, Section>> {
  const profiles = profileSections(await readConfigFiles());
  if (profile === undefined || profiles.has(profile)) return profiles;
  const names = [...profiles.keys()];
  const hint = names.length === 0 ? 'There are no profiles in it.' : `There are: ${names.join(', ')}.`;
  throw new AppError('not-found', `The AWS config files have no profile "${profile}". ${hint}`, {
    detail: { profile },
  });
}

/** Changes when a person or a tool writes the shared config files. */
export async function configStamp(): Promise<string> {
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = process.env;
  const home = join(homedir(), '.aws');
  const paths = [AWS_CONFIG_FILE ?? join(home, 'config'), AWS_SHARED_CREDENTIALS_FILE ?? join(home, 'credentials')];
  const stamps = await Promise.all(
    paths.map((path) =>
      stat(/* turbopackIgnore: true */ path).then(
        (file) => file.mtimeMs,
        () => 0,
      ),
    ),
  );
  return stamps.join(' ');
}

/** The profile that the default chain reads when none is named. */
function defaultProfile(): string {
  return process.env.AWS_PROFILE ?? 'default';
}

function chosenProfile(files: ConfigFiles): string | null {
  if (process.env.AWS_PROFILE) return process.env.AWS_PROFILE;
  if (process.env.AWS_ACCESS_KEY_ID) return null;
  return profileSections(files).has('default') ? 'default' : null;
}

function regionOf(profile: string | null, files: ConfigFiles): string {
  const section = profileSections(files).get(profile ?? defaultProfile());
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const candidates = [AWS_REGION, AWS_DEFAULT_REGION, section?.region];
  return candidates.find((name) => name !== undefined && REGION_NAME.test(name)) ?? 'us-east-1';
}
