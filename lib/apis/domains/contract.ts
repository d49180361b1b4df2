import { z } from 'zod';
import type { Problem } from '@/lib/core/api';
import type { Failure } from '@/lib/core/error';

/**
 * Another address of a stage, by its name: a custom domain of the account and the key of one of its mappings. The
 * server looks both up among AWS's own; the browser never gives an address.
 */
export const Through = z.object({
  domain: z
    .string()
    .max(253)
    .regex(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'That is not the name of a custom domain.'),
  /** The mapping's key: empty for the root. */
  key: z
    .string()
    .max(300)
    .regex(/^([\w.~!$&'()*+,;=:@%-]+(\/[\w.~!$&'()*+,;=:@%-]+)*)?$/, 'That is not the key of a mapping.')
    .default(''),
  /** What stands for the asterisk of a wildcard domain. */
  label: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'Letters, digits and hyphens stand for the asterisk.')
    .optional(),
});
export type Through = z.output<typeof Through>;

/** Where one path of a domain leads. */
export interface DomainMapping {
  key: string;
  apiId: string;
  /** Null for AppSync, which has none. */
  stage: string | null;
}

/** One custom domain of API Gateway or of AppSync. */
export interface CustomDomain {
  name: string;
  service: 'apigateway' | 'appsync';
  /** As AWS calls it: AVAILABLE, PENDING_CERTIFICATE_REIMPORT; for AppSync that of the association. */
  status: string | null;
  statusMessage: string | null;
  endpointType: string | null;
  securityPolicy: string | null;
  /** A caller needs a certificate of its own. */
  mutualTls: boolean;
  /** Anything but API_MAPPING_ONLY: rules may go before the mappings. */
  routingMode: string | null;
  certificateArn: string | null;
  /** The name that DNS is to lead to. */
  target: string | null;
  /** The longest key first. */
  mappings: DomainMapping[];
}

export interface Domains {
  domains: CustomDomain[];
  /** Parts that could not be read. */
  problems: Problem[];
}

/** What else is found out of one domain, beyond what the list says. */
export interface DomainFacts {
  name: string;
  certificate:
    | { type: 'read'; status: string | null; expiresAt: string | null; names: string[] }
    | { type: 'failed'; failure: Failure }
    | { type: 'none' };
  dns:
    | { type: 'resolved'; addresses: string[]; leads: 'target' | 'elsewhere' | 'loopback' | 'unknown' }
    | { type: 'unresolved'; message: string }
    /** A wildcard has no address of its own. */
    | { type: 'wildcard' };
  /** By key: what is wrong with a mapping, in a sentence. */
  dead: Record<string, string>;
}
