'use client';

import { FileUp, X } from 'lucide-react';
import { bytesInWords } from '@/components/console/answer/units';
import { Button, IconButton } from '@/components/ui/button';
import { DropZone } from '@/components/ui/drop-zone';
import { FieldError } from '@/components/ui/field-error';
import { fieldId } from './field-id';

interface FileFieldProps {
  file: File | null;
  /** The name of a file that was chosen before the page was loaded again. */
  problem: string | null;
  onFile: (file: File | null) => void;
}

/** One file, chosen or dropped; its bytes are sent as they are. */
export function FileField({ file, problem, onFile }: FileFieldProps) {
  const errorId = fieldId('file-error');
  return (
    <DropZone onFile={onFile}>
      {(choose) => (
        <>
          <div className="flex items-center gap-3">
            <Button
              id={fieldId('file')}
              icon={<FileUp aria-hidden="true" size={14} />}
              aria-describedby={problem ? errorId : undefined}
              onClick={choose}
            >
              {file ? 'Choose another file' : 'Choose a file'}
            </Button>
            {file ? (
              <>
                <span className="min-w-0 truncate font-mono text-xs">{file.name}</span>
                <span className="shrink-0 text-muted">{bytesInWords(file.size)}</span>
                <IconButton
                  size="small"
                  label="Remove the file"
                  icon={<X aria-hidden="true" size={13} />}
                  onClick={() => onFile(null)}
                />
              </>
            ) : (
              <span className="text-muted">or drop it here</span>
            )}
          </div>
          <FieldError id={errorId}>{problem}</FieldError>
        </>
      )}
    </DropZone>
  );
}
