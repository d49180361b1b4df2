import { backendAnswered } from '@/lib/diagnosis/answered-by';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { queryOf, sentHeader } from '@/lib/diagnosis/exchange';
import { bodyTooLarge, headersTooLarge } from '@/lib/diagnosis/request-size';
import { type RestSpot, restBehind } from './spot';

/** 400 of a request validator. */
export function badRequest(spot: RestSpot): Cause {
  const { message, route, failed, answering } = spot;
  const ofBody = answering?.type === 'BAD_REQUEST_BODY';
  const missing = /Missing required request parameters: \[(.*)\]/.exec(message)?.[1] ?? (ofBody ? '' : unsent(spot));
  if (missing !== '') {
    return cause('certain', {
      id: 'parameter-missing',
      title: `The method asks for ${missing}, which was not sent.`,
      evidence: [evidence('route', 'Validates', 'parameters'), evidence('request', 'Asked for', failed.target)],
      next: next('Fill it in.', { do: 'request-tab', tab: 'params' }),
    });
  }
  if (ofBody) {
    const models = route?.request.bodies.map(({ contentType, model }) => `${model} (${contentType})`).join(', ');
    return cause('certain', {
      id: 'body-invalid',
      title: 'The body does not fit the model that the method asks for.',
      evidence: [
        evidence('route', 'Models', models || 'none is known'),
        message === '' ? null : evidence('body', 'Message', message),
      ],
      next: next('Compare the body with the model.', { do: 'request-tab', tab: 'body' }),
    });
  }
  return cause('likely', {
    id: 'bad-request',
    title: `API Gateway does not take the request: ${message || 'it is malformed'}`,
    evidence: [evidence('request', 'Asked for', `${failed.method} ${failed.target}`)],
    next: next('Look at the request as it went.'),
  });
}

/** Where the answer does not say it: what the method's validator asks for and was not sent. */
function unsent({ failed, route }: RestSpot): string {
  const { parameters = [], validates } = route?.request ?? {};
  if (!validates?.parameters) return '';
  const query = new URLSearchParams(queryOf(failed));
  const sent = {
    header: (name: string) => sentHeader(failed, name),
    query: (name: string) => query.get(name),
    path: () => '-',
  };
  return parameters
    .filter(({ in: place, name, required }) => required && !sent[place](name))
    .map(({ name }) => name)
    .join(', ');
}

/** 415: a method that is no proxy has a mapping template for some content types, and refuses others. */
export function mediaType({ failed, route }: RestSpot): Cause {
  const sent = sentHeader(failed, 'content-type');
  const mapped = route?.request.mapped;
  const takes = mapped?.types.join(' or ') || 'none that is known';
  return cause('certain', {
    id: 'media-type',
    title: `The method has a mapping template for ${takes}, and refuses ${sent ?? 'application/json, which stands for no content type'}.`,
    evidence: [
      evidence('header', 'content-type', sent ?? 'not sent'),
      evidence('integration', 'Mapping templates', mapped?.types.join(', ') || 'none'),
      mapped ? evidence('integration', 'Others are', mapped.refusesOthers ? 'refused' : 'passed on') : null,
    ],
    next: next('Send a content type that it takes.', { do: 'request-tab', tab: 'headers' }),
  });
}

/** 413, and 431 of the head. */
export function tooLarge(spot: RestSpot): Cause[] {
  const { failed } = spot;
  return [bodyTooLarge(failed) ?? headersTooLarge(failed) ?? backendAnswered(failed, restBehind(spot))];
}
