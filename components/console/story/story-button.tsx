'use client';

import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { StoryInput } from '@/lib/logs/story/contract';
import { StoryActions } from './story-actions';
import { StoryView } from './story-view';
import { useStory } from './use-story';

interface StoryButtonProps {
  /** Unique for the request, also over several of these buttons. */
  id: string;
  input: StoryInput;
  /** What the window is called. */
  title: string;
  /** What the button says. */
  label?: string;
}

/** Opens what was logged of a request where its answer has no tabs of its own. */
export function StoryButton({ id, input, title, label = 'Look in the logs' }: StoryButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={<ScrollText aria-hidden="true" size={13} />} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open ? <StoryWindow {...{ id, input, title }} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function StoryWindow({ id, input, title, onClose }: StoryButtonProps & { onClose: () => void }) {
  const story = useStory(id);
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      className="max-w-3xl"
      footer={story ? <StoryActions id={id} input={input} story={story} named /> : null}
    >
      <div className="-m-4 flex h-[60vh] flex-col">
        <StoryView id={id} input={input} story={story} />
      </div>
    </Dialog>
  );
}
