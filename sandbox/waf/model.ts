import type { JsonObject } from '@/sandbox/template/json';

/** A web ACL of AWS WAF: the first rule that fits decides, and else the default action. */
export interface WebAcl {
  arn: string;
  name: string;
  defaultAction: 'Allow' | 'Block';
  /** In the order in which they are asked. */
  rules: WebAclRule[];
}

export interface WebAclRule {
  name: string;
  /** `Count` decides nothing. */
  action: 'Allow' | 'Block' | 'Count';
  /** As the template writes it. */
  statement: JsonObject;
}
