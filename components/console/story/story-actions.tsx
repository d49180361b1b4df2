'use client';

import { RotateCw } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import type { StoryInput } from '@/lib/logs/story/contract';
import type { Story } from './story';
import { hasLines, storyText } from './story-text';
import { stories } from './use-story';

interface StoryActionsProps {
  id: string;
  input: StoryInput;
  story: Story;
  /** There is room for words. */
  named?: boolean;
}

/** What can be done with a story: take it along, or look anew for what had not arrived. */
export function StoryActions({ id, input, story, named }: StoryActionsProps) {
  return (
    <>
      {story.state === 'looking' ? null : (
        <Button
          size="small"
          variant={named ? 'secondary' : 'ghost'}
          icon={<RotateCw aria-hidden="true" size={13} />}
          onClick={() => stories.again(id, input)}
        >
          Look again
        </Button>
      )}
      {hasLines(story) ? (
        <CopyButton what="logs" size="small" showLabel={named ?? false} text={() => storyText(story)} />
      ) : null}
    </>
  );
}
