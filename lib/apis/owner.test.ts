import { expect, test } from 'vitest';
import type { Owner } from '@/lib/core/api';
import { ownerFromTags } from './owner';

const STACK = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/dev-notes-Api/7d2f3a10-9b1c-11ee-8c90-0242ac120002';
const stackTags = {
  'aws:cloudformation:stack-id': STACK,
  'aws:cloudformation:stack-name': 'dev-notes-Api',
  'aws:cloudformation:logical-id': 'Api',
};
const stack = { id: STACK, name: 'dev-notes-Api' };

test.each<[string, Record<string, string>, Owner]>([
  ['a stack', stackTags, { by: 'stack', stack, tool: null }],
  ['a stack by its ARN alone', { 'aws:cloudformation:stack-id': STACK }, { by: 'stack', stack, tool: null }],
  ['SAM', { ...stackTags, 'httpapi:createdBy': 'SAM' }, { by: 'stack', stack, tool: 'sam' }],
  ['CDK', { ...stackTags, 'aws:cdk:enable-path-metadata': 'x' }, { by: 'stack', stack, tool: 'cdk' }],
  ['Serverless Framework', { ...stackTags, STAGE: 'dev' }, { by: 'stack', stack, tool: 'serverless' }],
  [
    'SST 1 and 2, by CloudFormation',
    { ...stackTags, 'sst:app': 'notes', 'sst:stage': 'dev' },
    { by: 'stack', stack, tool: 'sst', app: 'notes', stage: 'dev' },
  ],
  [
    'SST 3, without CloudFormation',
    { 'sst:app': 'notes', 'sst:stage': 'ada' },
    { by: 'tags', label: 'notes / ada', tool: 'sst', app: 'notes', stage: 'ada' },
  ],
  ['Terraform', { ManagedBy: 'terraform' }, { by: 'tags', label: 'Terraform', tool: 'terraform' }],
  ['OpenTofu', { managed_by: 'OpenTofu', Project: 'shop' }, { by: 'tags', label: 'shop', tool: 'terraform' }],
  ['Terraform by key', { terraform: 'true', Service: 'cart' }, { by: 'tags', label: 'cart', tool: 'terraform' }],
  ['Pulumi', { 'pulumi:project': 'shop', 'pulumi:stack': 'dev' }, { by: 'tags', label: 'shop', tool: 'pulumi' }],
  ['SAM whose stack tags are missing', { 'httpapi:createdBy': 'SAM' }, { by: 'unknown' }],
  ['half of the SST tags', { 'sst:app': 'notes' }, { by: 'unknown' }],
  ['tags that say nothing', { team: 'terraforming', env: 'prod' }, { by: 'unknown' }],
  ['no tags', {}, { by: 'unknown' }],
])('%s', (_, tags, owner) => {
  expect(ownerFromTags(tags)).toEqual(owner);
});
