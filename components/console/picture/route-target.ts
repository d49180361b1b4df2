/**
 * The key of the route that a line's route stands for: itself, or where a path takes any method, that. REST APIs log the
 * method that was used. Null where the API has neither.
 */
export function targetKeyOf(route: string, keys: { has: (key: string) => boolean }): string | null {
  if (keys.has(route)) return route;
  const any = route.replace(/^\S+ /, 'ANY ');
  return keys.has(any) ? any : null;
}
