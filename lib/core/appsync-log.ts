import type { LogHint, TemplateTool } from './access-log/how-to-add';

/** The sorts of API of AppSync: each can log what it does. */
export type AppSyncLoggedKind = 'appsync' | 'events';

/** What to add to a template of a tool, so that an API of AppSync logs; null where the tool has no such API. */
export function howToAddAppSyncLog(kind: AppSyncLoggedKind, tool: TemplateTool): LogHint | null {
  if (tool === 'sst' && kind === 'events') return null;
  const sam = tool === 'sam' && kind === 'appsync';
  if (tool === 'sst') return { language: 'typescript', text: SST, notes: NOTES };
  if (tool === 'cdk') return { language: 'typescript', text: cdk(kind), notes: NOTES };
  return { language: 'yaml', text: formation(kind, sam), notes: sam ? [SAM_NOTE, ...NOTES] : NOTES };
}

const NOTES = [
  'ERROR logs each request, and the fields or handlers that failed. ALL logs all of them, which is much: CloudWatch charges for each GB.',
  'AppSync names the log group by the API’s id and makes it with the first request.',
];
const SAM_NOTE = 'SAM has each field logged unless it is told not to: look for Logging: false.';

const ROLE_POLICY = 'iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs';

const SST = `// SST v3
const role = new aws.iam.Role("LogRole", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({
    Service: "appsync.amazonaws.com",
  }),
  managedPolicyArns: ["arn:aws:${ROLE_POLICY}"],
});
new sst.aws.AppSync("Api", {
  transform: {
    api: {
      logConfig: {
        cloudwatchLogsRoleArn: role.arn,
        fieldLogLevel: "ERROR",
        excludeVerboseContent: true,
      },
    },
  },
});

// SST v2
new AppSyncApi(stack, "Api", {
  cdk: {
    graphqlApi: {
      logConfig: { fieldLogLevel: appsync.FieldLogLevel.ERROR },
    },
  },
});
`;

function cdk(kind: AppSyncLoggedKind): string {
  const [construct, level] =
    kind === 'appsync' ? ['GraphqlApi', 'FieldLogLevel'] : ['EventApi', 'AppSyncFieldLogLevel'];
  return `import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as logs from 'aws-cdk-lib/aws-logs';

new appsync.${construct}(this, 'Api', {
  logConfig: {
    fieldLogLevel: appsync.${level}.ERROR,
    excludeVerboseContent: true,
    retention: logs.RetentionDays.ONE_MONTH,
  },
});
`;
}

function formation(kind: AppSyncLoggedKind, sam: boolean): string {
  return `Resources:
  LogRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: { Service: appsync.amazonaws.com }
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:${ROLE_POLICY}
  Api:
${kind === 'events' ? EVENTS : graphql(sam)}`;
}

function graphql(sam: boolean): string {
  return `    Type: ${sam ? 'AWS::Serverless::GraphQLApi' : 'AWS::AppSync::GraphQLApi'}
    Properties:
      ${sam ? 'Logging' : 'LogConfig'}:
        CloudWatchLogsRoleArn: !GetAtt LogRole.Arn
        FieldLogLevel: ERROR
        ExcludeVerboseContent: true
`;
}

const EVENTS = `    Type: AWS::AppSync::Api
    Properties:
      EventConfig:
        LogConfig:
          CloudWatchLogsRoleArn: !GetAtt LogRole.Arn
          LogLevel: ERROR
`;
