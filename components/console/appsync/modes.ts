import type { AppSyncMode } from '@/lib/apis/appsync-base/contract';

/** What each authorization mode is called, and what a caller sends for it. */
export const MODES: Record<AppSyncMode, { label: string; sends: string; directive: string }> = {
  API_KEY: { label: 'API key', sends: 'The key goes as x-api-key.', directive: '@aws_api_key' },
  AWS_IAM: { label: 'IAM', sends: 'The request is signed with AWS credentials.', directive: '@aws_iam' },
  AMAZON_COGNITO_USER_POOLS: {
    label: 'Cognito user pool',
    sends: 'A token of the pool goes as Authorization.',
    directive: '@aws_cognito_user_pools',
  },
  OPENID_CONNECT: {
    label: 'OpenID Connect',
    sends: 'A token of the issuer goes as Authorization.',
    directive: '@aws_oidc',
  },
  AWS_LAMBDA: {
    label: 'Lambda authorizer',
    sends: 'Whatever the function understands goes as Authorization.',
    directive: '@aws_lambda',
  },
};
