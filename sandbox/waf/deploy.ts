import { isObject, type JsonObject, listOf, numberOf, objectOf, textOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import type { WebAcl, WebAclRule } from './model';

/** `Ref` of a web ACL is `name|id|scope`; everything else calls it by its ARN. */
export function webAclArn({ physicalId, region, account }: { physicalId: string; region: string; account: string }) {
  const [name = '', id = ''] = physicalId.split('|');
  return `arn:aws:wafv2:${region}:${account}:regional/webacl/${name}/${id}`;
}

/** `AWS::WAFv2::WebACL` */
export function deployWebAcl({ properties, physicalId, region, account }: Placed): void {
  const arn = webAclArn({ physicalId, region: region.name, account });
  const acl: WebAcl = {
    arn,
    name: physicalId.split('|')[0] ?? '',
    defaultAction: isObject(objectOf(properties.DefaultAction).Block) ? 'Block' : 'Allow',
    rules: listOf(properties.Rules)
      .map(objectOf)
      .sort((one, other) => (numberOf(one.Priority) ?? 0) - (numberOf(other.Priority) ?? 0))
      .map(ruleOf),
  };
  region.webAcls ??= new Map();
  region.webAcls.set(arn, acl);
}

function ruleOf(written: JsonObject): WebAclRule {
  const action = objectOf(written.Action);
  return {
    name: textOf(written.Name) ?? '',
    action: isObject(action.Block) ? 'Block' : isObject(action.Allow) ? 'Allow' : 'Count',
    statement: objectOf(written.Statement),
  };
}

/** `AWS::WAFv2::WebACLAssociation` with a stage of a REST API: `arn:aws:apigateway:{region}::/restapis/{id}/stages/{name}`. */
export function deployWebAclAssociation({ properties, region }: Placed): void {
  const [, apiId = '', stageName] =
    /\/restapis\/([^/]+)\/stages\/(.+)$/.exec(textOf(properties.ResourceArn) ?? '') ?? [];
  const stage = region.restApis?.get(apiId)?.stages.find((one) => one.stageName === stageName);
  const arn = textOf(properties.WebACLArn);
  if (stage && arn !== undefined) stage.webAclArn = arn;
}
