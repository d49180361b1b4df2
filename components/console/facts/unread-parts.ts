import { createContext } from 'react';

/** The parts of an API that could not be read, by the subjects of its problems. Of these nobody knows that they are empty. */
export const UnreadParts = createContext<ReadonlySet<string>>(new Set());
