/** What a Content-Type says. */
export interface Media {
  /** `application/json`, in small letters; empty where nothing was said. */
  type: string;
  charset: string | null;
}

/** How a body can be looked at. */
export type BodyMode = 'json' | 'text' | 'hex' | 'image' | 'html';

const RASTER = /^image\/(png|jpe?g|gif|webp|avif|bmp|x-icon|vnd\.microsoft\.icon)$/;
const TEXTUAL =
  /^text\/|[/+](json|xml|javascript|ecmascript|yaml|x-yaml|x-ndjson|x-www-form-urlencoded|graphql|csv|sql)$/;

export function mediaOf(contentType: string | null): Media {
  const [type = '', ...parameters] = (contentType ?? '').split(';').map((part) => part.trim());
  const charset = parameters.map((part) => /^charset="?([^"]+)"?$/i.exec(part)?.[1]).find(Boolean);
  return { type: type.toLowerCase(), charset: charset ?? null };
}

export function isJson(media: Media): boolean {
  return /[/+-](json|ndjson|jsonl)(-[\d.]+)?$/.test(media.type);
}

/** Whether the bytes are meant to be read as characters. */
export function isTextual(media: Media): boolean {
  return media.type === '' || isJson(media) || TEXTUAL.test(media.type);
}

/** How a body is shown at first. SVG counts as an image: inside <img> it runs no script and loads nothing. */
export function firstMode(media: Media): BodyMode {
  if (isJson(media)) return 'json';
  if (media.type === 'text/html' || media.type === 'application/xhtml+xml') return 'html';
  if (RASTER.test(media.type) || media.type === 'image/svg+xml') return 'image';
  return isTextual(media) ? 'text' : 'hex';
}

/** Every way in which a body can be looked at, the fitting ones first. */
export function modesOf(media: Media): BodyMode[] {
  const first = firstMode(media);
  const image: BodyMode[] = media.type.startsWith('image/') ? ['image'] : [];
  const all: BodyMode[] = [first, ...image, 'json', 'text', 'hex', 'html'];
  return [...new Set(all)];
}

/** A name for a downloaded body, from the path and the type; nothing that a file system would take for a path. */
export function fileNameFor(target: string, media: Media): string {
  const segment = target.split('?')[0]?.split('/').filter(Boolean).at(-1) ?? '';
  const stem =
    segment
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[.-]+/, '')
      .slice(0, 80) || 'answer';
  if (/\.[A-Za-z0-9]{1,5}$/.test(stem)) return stem;
  return `${stem}.${EXTENSIONS[media.type] ?? (isJson(media) ? 'json' : isTextual(media) ? 'txt' : 'bin')}`;
}

const EXTENSIONS: Record<string, string> = {
  'text/html': 'html',
  'text/csv': 'csv',
  'text/xml': 'xml',
  'application/xml': 'xml',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
};
