/** What AppSync does to subscriptions without saying so on the line. */
export const SUBSCRIPTION_LIMITS: readonly string[] = [
  'An event holds only what the mutation itself selected: a field that the mutation leaves out comes as null.',
  'An event of more than 240 KB is dropped, and nobody is told.',
  'A connection carries 100 subscriptions; more are held on another one here.',
  'A connection ends after 24 hours; it is opened again here, and events meanwhile are lost.',
];
