/** The id of the input that a problem's `field` names, so that the focus can go there. */
export function fieldId(field: string): string {
  return `draft-${field}`;
}
