const SCALARS = [
  'AWSDate',
  'AWSTime',
  'AWSDateTime',
  'AWSTimestamp',
  'AWSEmail',
  'AWSJSON',
  'AWSURL',
  'AWSPhone',
  'AWSIPAddress',
];

const WHERE = 'OBJECT | FIELD_DEFINITION | INTERFACE | INPUT_OBJECT | SCALAR | ENUM | UNION';

const DIRECTIVES: Record<string, string> = {
  aws_api_key: '',
  aws_iam: '',
  aws_oidc: '',
  aws_lambda: '',
  aws_cognito_user_pools: '(cognito_groups: [String])',
  aws_auth: '(cognito_groups: [String])',
  aws_subscribe: '(mutations: [String])',
  aws_publish: '(subscriptions: [String])',
};

/** What AppSync knows without its being declared, save for what a schema declares itself (aws.md §5.2). */
export function appSyncPrelude(sdl: string): string {
  const scalars = SCALARS.filter((name) => sdl.includes(name) && !new RegExp(`scalar\\s+${name}\\b`).test(sdl));
  const directives = Object.entries(DIRECTIVES).filter(
    ([name]) => sdl.includes(`@${name}`) && !new RegExp(`directive\\s+@${name}\\b`).test(sdl),
  );
  return [
    ...scalars.map((name) => `scalar ${name}`),
    ...directives.map(([name, input]) => `directive @${name}${input} on ${WHERE}`),
  ].join('\n');
}
