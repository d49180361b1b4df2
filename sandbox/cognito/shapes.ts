import type { Answered } from './ask';
import type { Group, User, UserPool, UserPoolClient } from './model';

const seconds = (milliseconds: number) => milliseconds / 1000;

export function shownAttributes({ attributes }: User): { Name: string; Value: string }[] {
  return Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
}

export function shownUser(user: User, attributesAs: 'Attributes' | 'UserAttributes'): Answered {
  return {
    Username: user.username,
    [attributesAs]: shownAttributes(user),
    UserCreateDate: seconds(user.createdAt),
    UserLastModifiedDate: seconds(user.changedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

export function shownPool(pool: UserPool): Answered {
  const { passwordPolicy: policy } = pool;
  return {
    Id: pool.id,
    Name: pool.name,
    Arn: pool.arn,
    Policies: {
      PasswordPolicy: {
        MinimumLength: policy.minimumLength,
        RequireUppercase: policy.uppercase,
        RequireLowercase: policy.lowercase,
        RequireNumbers: policy.numbers,
        RequireSymbols: policy.symbols,
        TemporaryPasswordValidityDays: policy.temporaryDays,
      },
      SignInPolicy: { AllowedFirstAuthFactors: pool.firstFactors },
    },
    DeletionProtection: 'INACTIVE',
    LambdaConfig: {},
    CreationDate: seconds(pool.createdAt),
    LastModifiedDate: seconds(pool.createdAt),
    SchemaAttributes: pool.schema.map(({ name, type, required, mutable }) => ({
      Name: name,
      AttributeDataType: type,
      DeveloperOnlyAttribute: false,
      Mutable: mutable,
      Required: required,
    })),
    AutoVerifiedAttributes: pool.autoVerifiedAttributes,
    ...(pool.usernameAttributes.length > 0 ? { UsernameAttributes: pool.usernameAttributes } : {}),
    ...(pool.aliasAttributes.length > 0 ? { AliasAttributes: pool.aliasAttributes } : {}),
    UsernameConfiguration: { CaseSensitive: pool.caseSensitive },
    MfaConfiguration: pool.mfa,
    EstimatedNumberOfUsers: pool.users.size,
    UserPoolTags: pool.tags,
    ...(pool.domain ? { [pool.hasCustomDomain ? 'CustomDomain' : 'Domain']: pool.domain } : {}),
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: pool.adminCreatesUsersOnly },
    UserPoolTier: pool.tier,
  };
}

export function shownClient(pool: UserPool, client: UserPoolClient): Answered {
  const { validity } = client;
  return {
    UserPoolId: pool.id,
    ClientName: client.name,
    ClientId: client.id,
    ...(client.secrets[0] ? { ClientSecret: client.secrets[0].value } : {}),
    CreationDate: seconds(client.createdAt),
    LastModifiedDate: seconds(client.createdAt),
    RefreshTokenValidity: validity.refresh ?? 30,
    ...(validity.access ? { AccessTokenValidity: validity.access } : {}),
    ...(validity.id ? { IdTokenValidity: validity.id } : {}),
    TokenValidityUnits: {
      AccessToken: client.units.access,
      IdToken: client.units.id,
      RefreshToken: client.units.refresh,
    },
    ...(client.explicitAuthFlows.length > 0 ? { ExplicitAuthFlows: client.explicitAuthFlows } : {}),
    ...(client.readAttributes ? { ReadAttributes: client.readAttributes } : {}),
    SupportedIdentityProviders: client.identityProviders,
    CallbackURLs: client.callbackUrls,
    LogoutURLs: client.logoutUrls,
    AllowedOAuthFlows: client.oauthFlows,
    AllowedOAuthScopes: client.oauthScopes,
    AllowedOAuthFlowsUserPoolClient: client.oauthEnabled,
    PreventUserExistenceErrors: client.preventUserExistenceErrors ? 'ENABLED' : 'LEGACY',
    EnableTokenRevocation: client.revocation,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: client.sessionMinutes,
    ...(client.rotation
      ? { RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: client.rotation.graceSeconds } }
      : {}),
  };
}

export function shownGroup(pool: UserPool, group: Group): Answered {
  return {
    GroupName: group.name,
    UserPoolId: pool.id,
    ...(group.description ? { Description: group.description } : {}),
    ...(group.roleArn ? { RoleArn: group.roleArn } : {}),
    ...(group.precedence === undefined ? {} : { Precedence: group.precedence }),
    CreationDate: seconds(pool.createdAt),
    LastModifiedDate: seconds(pool.createdAt),
  };
}
