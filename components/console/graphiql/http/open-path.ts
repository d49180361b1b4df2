/** Whether a route leaves some of its path to the caller. */
export function isOpenPath(path: string): boolean {
  return path === '$default' || path.includes('{');
}

/** Where a GraphQL server usually is below such a route. */
export function usualPath(path: string): string {
  return path === '$default' ? '/graphql' : path.replace(/\{[^{}]*\}/g, 'graphql');
}
