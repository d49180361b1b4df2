import type { Stack, StackResource } from '@/sandbox/model';
import type { Output } from './call';

const NOT_CHECKED = { StackDriftStatus: 'NOT_CHECKED' };

export function listedStack(stack: Stack): Output {
  return {
    StackId: stack.id,
    StackName: stack.name,
    TemplateDescription: stack.description,
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    StackStatus: stack.status,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: NOT_CHECKED,
  };
}

export function describedStack(stack: Stack): Output {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.description,
    Parameters: pairs(stack.parameters, 'ParameterKey', 'ParameterValue'),
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    RollbackConfiguration: {},
    StackStatus: stack.status,
    DisableRollback: false,
    NotificationARNs: [],
    Capabilities: ['CAPABILITY_IAM'],
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    Tags: pairs(stack.tags, 'Key', 'Value'),
    EnableTerminationProtection: false,
    ParentId: stack.parentId,
    RootId: stack.rootId,
    DriftInformation: NOT_CHECKED,
  };
}

export function listedResource(resource: StackResource): Output {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    LastUpdatedTimestamp: resource.updatedAt,
    ResourceStatus: resource.status,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

export function describedResource(stack: Stack, resource: StackResource): Output {
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    Timestamp: resource.updatedAt,
    ResourceStatus: resource.status,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

function pairs(record: Record<string, string>, key: string, value: string): Output[] {
  return Object.entries(record).map(([name, entry]) => ({ [key]: name, [value]: entry }));
}
