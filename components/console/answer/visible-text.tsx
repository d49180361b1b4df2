import { Fragment } from 'react';
import { visibleParts } from '@/components/console/viewer/visible';

/** Text from outside, with characters that would hide or turn round shown by their names. */
export function VisibleText({ text }: { text: string }) {
  const parts = visibleParts(text);
  if (parts.length === 1 && !parts[0]?.hidden) return text;
  return parts.map((part, at) =>
    part.hidden ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text are replaced as a whole.
      <span key={at} className="mx-px rounded border border-line-strong px-0.5 text-2xs text-faint">
        {part.text}
      </span>
    ) : (
      part.text
    ),
  );
}

/** The same, with its line breaks as they are: within what keeps white space. */
export function VisibleLines({ text }: { text: string }) {
  return text.split(/\r?\n/).map((line, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text are replaced as a whole.
    <Fragment key={at}>
      {at > 0 ? '\n' : ''}
      <VisibleText text={line} />
    </Fragment>
  ));
}
