import type { Tone } from '@/components/ui/badge';
import type { Certainty, Where } from '@/lib/diagnosis/cause';

export const CERTAINTIES: Record<Certainty, { word: string; tone: Tone }> = {
  certain: { word: 'Certain', tone: 'bad' },
  likely: { word: 'Likely', tone: 'warn' },
  possible: { word: 'Possible', tone: 'plain' },
};

export const PLACES: Record<Where, string> = {
  request: 'Request',
  answer: 'Answer',
  header: 'Header',
  body: 'Body',
  route: 'Route',
  authorizer: 'Authorizer',
  integration: 'Integration',
  stage: 'Stage',
  api: 'API',
  token: 'Token',
  identity: 'Identity',
  signature: 'Signature',
  clock: 'Clock',
  time: 'Time',
  lambda: 'Lambda',
  log: 'Log',
  network: 'Network',
};
