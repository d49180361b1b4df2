/** Whether a list of IAM actions, with `*` and `?` as wildcards, names this action. */
export function names(actions: readonly string[], action: string): boolean {
  return actions.some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    return new RegExp(`^${source}$`, 'i').test(action);
  });
}

/** IAM's whole sentence, from which people and programs read the action. */
export function deniedSentence(arn: string, action: string, resource: string): string {
  return `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}
