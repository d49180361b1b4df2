import { AppError } from '@/lib/core/error';
import type { ConfigFiles, Section } from './profiles';

/** The variables of the environment that are asked here, as `process.env` gives them. */
export type Environment = Record<string, string | undefined>;

/**
 * The custom endpoint of one service, null against AWS itself, in the order of the SDKs and tools guide: the service's
 * own variable, `AWS_ENDPOINT_URL`, the `services` section of the profile, its `endpoint_url`. Worked out here, because
 * the SDK reads the profile of the environment for this and not the one that the client was made for.
 */
export function customEndpoint(
  serviceId: string,
  profile: string,
  files: ConfigFiles,
  env: Environment,
): string | null {
  const section = files.configFile[profile] ?? files.credentialsFile[profile] ?? {};
  if (isTrue(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS) || isTrue(section.ignore_configured_endpoint_urls)) return null;
  const name = serviceId.replaceAll(' ', '_');
  const configured =
    env[`AWS_ENDPOINT_URL_${name.toUpperCase()}`] ||
    env.AWS_ENDPOINT_URL ||
    fromServicesSection(section, name.toLowerCase(), files) ||
    section.endpoint_url;
  return configured ? checkedEndpoint(configured) : null;
}

/** Amazon's own hosts, a VPC endpoint among them, are AWS; anything else stands in for it. */
export function isEmulator(endpoint: string | null): boolean {
  return endpoint !== null && !/(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/.test(new URL(endpoint).hostname);
}

function fromServicesSection(section: Section, service: string, files: ConfigFiles): string | undefined {
  if (!section.services) return undefined;
  const services = files.configFile[`services.${section.services}`];
  if (!services) {
    throw new AppError(
      'no-credentials',
      `The profile names the services section "${section.services}", which the AWS config file does not have. Add [services ${section.services}] or remove the line.`,
    );
  }
  return services[`${service}.endpoint_url`];
}

function checkedEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href.replace(/\/$/, '');
  throw new AppError(
    'unreachable',
    `The custom endpoint "${text}" is not an http or https address. Correct AWS_ENDPOINT_URL or the endpoint_url of the profile.`,
  );
}

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}
