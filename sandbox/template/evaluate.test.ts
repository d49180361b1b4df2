import { expect, it } from 'vitest';
import { Evaluator } from './evaluate';
import { parametersOf } from './parameters';
import { parseTemplate } from './parse';

const TEMPLATE = `
Parameters:
  Env: { Type: String, Default: prod }
  Names: { Type: CommaDelimitedList, Default: 'a, b ,c' }
  Bare: { Type: String }
  Choice: { Type: String, AllowedValues: [small, large] }
  Image: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /golden/image }
Mappings:
  Sizes:
    prod: { count: 3 }
    012345678901: { count: 1 }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsDev: !Not [!Condition IsProd]
  Both: !And [!Condition IsProd, !Equals [1, '1']]
  Either: !Or [!Condition IsDev, !Condition Both]
Resources:
  Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: !Sub '\${Env}-table' } }
  Fn: { Type: 'AWS::Lambda::Function' }
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: jobs } }
  Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: /a/b } }
  A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Ref B } }
  B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: !Ref A } }
`;

function evaluate(value: string): unknown {
  const template = parseTemplate(`${TEMPLATE}  Probe: { Type: T, Properties: { Value: ${value} } }\n`);
  const evaluator = new Evaluator({
    template,
    account: '000000000000',
    region: 'eu-west-1',
    stackName: 'shop',
    stackId: 'arn:stack',
    parameters: parametersOf(template, {}),
    imported: (name) => (name === 'known' ? 'from elsewhere' : undefined),
    nested: () => undefined,
  });
  return evaluator.property('Probe', 'Value');
}

const cases: [written: string, expected: unknown][] = [
  ['!Ref Env', 'prod'],
  ['!Ref Names', ['a', 'b', 'c']],
  ['!Ref Bare', 'bare'],
  ['!Ref Choice', 'small'],
  ['!Ref Image', 'ssm--golden-image'],
  ['!Ref AWS::Region', 'eu-west-1'],
  ['!Ref AWS::NoValue', undefined],
  ['[1, !Ref AWS::NoValue, 2]', [1, 2]],
  ['{ gone: !Ref AWS::NoValue, kept: yes }', { kept: 'yes' }],
  ['!Ref Table', 'prod-table'],
  ['!Ref Queue', 'https://sqs.eu-west-1.amazonaws.com/000000000000/jobs'],
  ['!GetAtt Queue.Arn', 'arn:aws:sqs:eu-west-1:000000000000:jobs'],
  ['!GetAtt Log.Arn', 'arn:aws:logs:eu-west-1:000000000000:log-group:/a/b:*'],
  ['{ Fn::GetAtt: [Table, Arn] }', 'arn:aws:dynamodb:eu-west-1:000000000000:table/prod-table'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub is written
  ["!Sub '${AWS::StackName}/${Table}/${Queue.QueueName}/${!Literal}/${}'", 'shop/prod-table/jobs/${Literal}/${}'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how Fn::Sub is written
  ["!Sub ['${x}-${Env}', { x: !Join [+, [1, 2]] }]", '1+2-prod'],
  ["!Join ['', [a, !Ref Env, 1, true]]", 'aprod1true'],
  ['!Join [":", !Ref Names]', 'a:b:c'],
  ['!Select ["1", !Split ["|", "x|y|z"]]', 'y'],
  ['!Select [2, !Ref Names]', 'c'],
  ['!FindInMap [Sizes, !Ref Env, count]', 3],
  ['!FindInMap [Sizes, "012345678901", count]', 1],
  ['!FindInMap [Sizes, none, count, { DefaultValue: 9 }]', 9],
  ['!If [IsProd, big, small]', 'big'],
  ['!If [IsDev, big, !Ref AWS::NoValue]', undefined],
  ['!If [Either, either, neither]', 'either'],
  ['!Base64 hello', 'aGVsbG8='],
  ['!Cidr [10.0.0.0/16, 3, 8]', ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']],
  ['!Cidr ["2001:db8::/56", 2, 64]', ['2001:db8:0:0:0:0:0:0/64', '2001:db8:0:1:0:0:0:0/64']],
  ['!GetAZs ""', ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
  ['!ImportValue known', 'from elsewhere'],
  ['!ImportValue unknown', 'unknown'],
  ['{ Fn::Length: !Ref Names }', 3],
  ['{ Fn::ToJsonString: { a: !Ref Env } }', '{"a":"prod"}'],
  ['{ Fn::Transform: { Name: AWS::Include } }', { 'Fn::Transform': { Name: 'AWS::Include' } }],
  // A policy's Condition is no intrinsic function.
  ['{ Condition: { StringEquals: { a: b } } }', { Condition: { StringEquals: { a: 'b' } } }],
];

it.each(cases)('works out %s', (written, expected) => {
  expect(evaluate(written)).toEqual(expected);
});

const refused: [written: string, complaint: RegExp][] = [
  ['!Ref Nobody', /Nobody is not in the template/],
  ['!GetAtt Nobody.Arn', /Nobody is not in the template/],
  ['!If [Nothing, a, b]', /condition Nothing is not defined/],
  ['!FindInMap [Sizes, none, count]', /Sizes\.none\.count does not exist/],
  ['!Select [7, !Ref Names]', /index 7/],
  ['!Cidr [10.0.0.0/24, 300, 1]', /no room/],
  ['!Ref A', /Circular dependency: A → B → A/],
];

it.each(refused)('refuses %s', (written, complaint) => {
  expect(() => evaluate(written)).toThrow(complaint);
});
