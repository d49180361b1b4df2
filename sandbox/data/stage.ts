import type { HttpApi, Stage } from '@/sandbox/model';

export interface StagePath {
  stage: Stage;
  /** What routes are matched against: still encoded, without the stage, at least `/`. */
  path: string;
  /** What the integration is told: with the stage's name unless it is `$default`. */
  rawPath: string;
}

/** The first segment names the stage; where no stage is so called, all of the path belongs to `$default`. */
export function selectStage(api: HttpApi, rawPath: string, form: 'host' | 'path'): StagePath | undefined {
  const found = /^\/([^/]*)(.*)$/.exec(rawPath);
  const first = found?.[1] ?? '';
  const rest = found?.[2] || '/';
  const named = api.stages.find((stage) => stage.stageName === first && first !== '$default');
  if (named) return { stage: named, path: rest, rawPath };

  const fallback = api.stages.find((stage) => stage.stageName === '$default');
  if (!fallback) return undefined;
  if (form === 'path' && (first === '$default' || first.toLowerCase() === '%24default')) {
    return { stage: fallback, path: rest, rawPath: rest };
  }
  return { stage: fallback, path: rawPath || '/', rawPath: rawPath || '/' };
}
