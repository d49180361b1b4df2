'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Switch } from '@/components/ui/switch';
import { type LogColumn, usualIds } from './columns';

interface ColumnsDialogProps {
  open: boolean;
  onClose: () => void;
  all: readonly LogColumn[];
  /** The ids of those that stand in the table, in their order. */
  chosen: readonly string[];
  /** null for what is usual. */
  onChosen: (ids: string[] | null) => void;
}

/** Which columns the table has and in which order: those that stand in it first. */
export function ColumnsDialog({ open, onClose, all, chosen, onChosen }: ColumnsDialogProps) {
  const shown = chosen.flatMap((id) => all.find((column) => column.id === id) ?? []);
  const others = all.filter(({ id }) => !chosen.includes(id));
  const move = (id: string, by: -1 | 1) => {
    const at = chosen.indexOf(id);
    const to = at + by;
    if (at < 0 || to < 0 || to >= chosen.length) return;
    const next = chosen.filter((one) => one !== id);
    onChosen([...next.slice(0, to), id, ...next.slice(to)]);
  };
  const show = (id: string, on: boolean) => onChosen(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  const press = (event: KeyboardEvent, id: string) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as -1 | 1 | undefined;
    if (!event.altKey || by === undefined) return;
    event.preventDefault();
    move(id, by);
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Columns"
      className="max-w-md"
      footer={
        <>
          <Button disabled={chosen.join() === usualIds(all).join()} onClick={() => onChosen(null)}>
            Back to the usual
          </Button>
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <ul aria-label="Columns" className="divide-y divide-line">
        {[...shown, ...others].map(({ id, label }) => {
          const at = chosen.indexOf(id);
          return (
            <li key={id} className="flex h-8 items-center gap-3" onKeyDown={(event) => press(event, id)}>
              <Switch label={label} showLabel checked={at >= 0} onChecked={(on) => show(id, on)} />
              {at < 0 ? null : (
                <span className="ml-auto flex">
                  <IconButton
                    size="small"
                    label={`Move ${label} before`}
                    keys="Alt+Up"
                    disabled={at === 0}
                    icon={<ArrowUp aria-hidden="true" size={13} />}
                    onClick={() => move(id, -1)}
                  />
                  <IconButton
                    size="small"
                    label={`Move ${label} behind`}
                    keys="Alt+Down"
                    disabled={at === chosen.length - 1}
                    icon={<ArrowDown aria-hidden="true" size={13} />}
                    onClick={() => move(id, 1)}
                  />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
