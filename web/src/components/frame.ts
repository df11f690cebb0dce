import { createContext } from 'react';

/** What the controls in a frame have to know of it. */
export const FrameContext = createContext<{
    /** The id of what is asked. */
    promptId?: string;
    /** The id of what is wrong. */
    problemId?: string;
    /** Whether nothing can be answered at present. */
    locked: boolean;
}>({ locked: false });
