import { createHash } from 'node:crypto';
import type { Region } from '@/sandbox/model';
import { idOf } from '@/sandbox/template/ids';
import { flagOf, type Json, listOf, numberOf, objectOf, textOf, textsOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { tagsOf } from '@/sandbox/template/shapes';
import { directoryOf } from './directory';
import type { Mfa, PasswordPolicy, SchemaAttribute, UserPool, UserPoolClient } from './model';

const STANDARD = [
  'address birthdate email family_name gender given_name locale middle_name name nickname phone_number picture',
  'preferred_username profile website zoneinfo',
].flatMap((line) => line.split(' '));

export function deployUserPool({ properties, physicalId, logicalId, region, account, at }: Placed): void {
  const mfa = textOf(properties.MfaConfiguration);
  const signIn = objectOf(objectOf(properties.Policies).SignInPolicy);
  directoryOf(region).userPools.set(physicalId, {
    id: physicalId,
    arn: `arn:aws:cognito-idp:${region.name}:${account}:userpool/${physicalId}`,
    region: region.name,
    name: textOf(properties.UserPoolName) ?? logicalId,
    createdAt: Date.parse(at),
    mfa: mfa === 'ON' || mfa === 'OPTIONAL' ? mfa : 'OFF',
    enabledMfas: mfasOf(properties.EnabledMfas),
    usernameAttributes: textsOf(properties.UsernameAttributes),
    aliasAttributes: textsOf(properties.AliasAttributes),
    autoVerifiedAttributes: textsOf(properties.AutoVerifiedAttributes),
    caseSensitive: flagOf(objectOf(properties.UsernameConfiguration).CaseSensitive) ?? true,
    schema: schemaOf(properties.Schema),
    passwordPolicy: policyOf(objectOf(properties.Policies).PasswordPolicy),
    firstFactors: signIn.AllowedFirstAuthFactors === undefined ? ['PASSWORD'] : textsOf(signIn.AllowedFirstAuthFactors),
    adminCreatesUsersOnly: flagOf(objectOf(properties.AdminCreateUserConfig).AllowAdminCreateUserOnly) ?? false,
    tier: textOf(properties.UserPoolTier) ?? 'ESSENTIALS',
    tags: tagsOf(properties.UserPoolTags),
    clients: new Map(),
    resourceServers: new Map(),
    groups: new Map(),
    users: new Map(),
    sessions: new Map(),
    grants: new Map(),
  });
}

const MFA_NAMES: Record<string, Mfa> = {
  SMS_MFA: 'SMS_MFA',
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA',
  EMAIL_OTP: 'EMAIL_OTP',
};

function mfasOf(value: Json | undefined): Mfa[] {
  if (value === undefined) return ['SMS_MFA'];
  return textsOf(value).flatMap((name) => MFA_NAMES[name] ?? []);
}

function schemaOf(value: Json | undefined): SchemaAttribute[] {
  const given = listOf(value)
    .map(objectOf)
    .map((one): SchemaAttribute => {
      const name = textOf(one.Name) ?? '';
      return {
        name: STANDARD.includes(name) ? name : `custom:${name.replace(/^custom:/, '')}`,
        type: textOf(one.AttributeDataType) ?? 'String',
        required: flagOf(one.Required) ?? false,
        mutable: flagOf(one.Mutable) ?? true,
      };
    });
  const standard = STANDARD.filter((name) => !given.some((one) => one.name === name)).map((name) => ({
    name,
    type: 'String',
    required: false,
    mutable: true,
  }));
  return [{ name: 'sub', type: 'String', required: true, mutable: false }, ...standard, ...given];
}

function policyOf(value: Json | undefined): PasswordPolicy {
  const policy = objectOf(value);
  // Without a policy AWS demands eight characters of every kind; one that is given demands what it says.
  const usual = value === undefined;
  return {
    minimumLength: numberOf(policy.MinimumLength) ?? 8,
    uppercase: flagOf(policy.RequireUppercase) ?? usual,
    lowercase: flagOf(policy.RequireLowercase) ?? usual,
    numbers: flagOf(policy.RequireNumbers) ?? usual,
    symbols: flagOf(policy.RequireSymbols) ?? usual,
    temporaryDays: numberOf(policy.TemporaryPasswordValidityDays) ?? 7,
  };
}

export function deployUserPoolClient({ properties, physicalId, logicalId, region, at }: Placed): void {
  const pool = poolIn(region, properties.UserPoolId);
  if (!pool) return;
  const units = objectOf(properties.TokenValidityUnits);
  const rotation = objectOf(properties.RefreshTokenRotation);
  const client: UserPoolClient = {
    id: physicalId,
    name: textOf(properties.ClientName) ?? logicalId,
    createdAt: Date.parse(at),
    secrets: flagOf(properties.GenerateSecret)
      ? [{ id: idOf(20, physicalId, 'secret'), value: secretOf(pool.id, physicalId), createdAt: Date.parse(at) }]
      : [],
    explicitAuthFlows: textsOf(properties.ExplicitAuthFlows),
    oauthEnabled: flagOf(properties.AllowedOAuthFlowsUserPoolClient) ?? false,
    oauthFlows: textsOf(properties.AllowedOAuthFlows),
    oauthScopes: textsOf(properties.AllowedOAuthScopes),
    callbackUrls: textsOf(properties.CallbackURLs),
    logoutUrls: textsOf(properties.LogoutURLs),
    identityProviders: textsOf(properties.SupportedIdentityProviders),
    preventUserExistenceErrors: textOf(properties.PreventUserExistenceErrors) === 'ENABLED',
    revocation: flagOf(properties.EnableTokenRevocation) ?? true,
    validity: {},
    units: {
      access: textOf(units.AccessToken) ?? 'hours',
      id: textOf(units.IdToken) ?? 'hours',
      refresh: textOf(units.RefreshToken) ?? 'days',
    },
    sessionMinutes: numberOf(properties.AuthSessionValidity) ?? 3,
  };
  setGiven(client.validity, 'access', numberOf(properties.AccessTokenValidity));
  setGiven(client.validity, 'id', numberOf(properties.IdTokenValidity));
  setGiven(client.validity, 'refresh', numberOf(properties.RefreshTokenValidity));
  if (textOf(rotation.Feature) === 'ENABLED') {
    client.rotation = { graceSeconds: numberOf(rotation.RetryGracePeriodSeconds) ?? 0 };
  }
  if (properties.ReadAttributes !== undefined) client.readAttributes = textsOf(properties.ReadAttributes);
  pool.clients.set(physicalId, client);
}

function setGiven<K extends string>(target: Partial<Record<K, number>>, name: K, value: number | undefined): void {
  if (value) target[name] = value;
}

/** The same each time the template is deployed, so that a test or a reader can copy it once. */
export function secretOf(poolId: string, clientId: string): string {
  return createHash('sha512').update(`${poolId} ${clientId}`).digest('hex').slice(0, 51);
}

export function deployUserPoolDomain({ properties, region }: Placed): void {
  const pool = poolIn(region, properties.UserPoolId);
  if (!pool) return;
  pool.domain = textOf(properties.Domain) ?? '';
  pool.hasCustomDomain = properties.CustomDomainConfig !== undefined;
}

export function deployUserPoolResourceServer({ properties, region }: Placed): void {
  const identifier = textOf(properties.Identifier) ?? '';
  poolIn(region, properties.UserPoolId)?.resourceServers.set(identifier, {
    identifier,
    name: textOf(properties.Name) ?? identifier,
    scopes: listOf(properties.Scopes)
      .map(objectOf)
      .map((one) => ({ name: textOf(one.ScopeName) ?? '', description: textOf(one.ScopeDescription) ?? '' })),
  });
}

export function deployUserPoolGroup({ properties, physicalId, region }: Placed): void {
  const name = textOf(properties.GroupName) ?? physicalId;
  const precedence = numberOf(properties.Precedence);
  const description = textOf(properties.Description);
  const roleArn = textOf(properties.RoleArn);
  poolIn(region, properties.UserPoolId)?.groups.set(name, {
    name,
    ...(description ? { description } : {}),
    ...(precedence === undefined ? {} : { precedence }),
    ...(roleArn ? { roleArn } : {}),
  });
}

function poolIn(region: Region, id: Json | undefined): UserPool | undefined {
  return directoryOf(region).userPools.get(textOf(id) ?? '');
}
