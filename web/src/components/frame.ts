import { createContext } from 'react';

/** The ids by which the controls in a frame are bound to what is asked, and to what is wrong. */
export const FrameContext = createContext<{ promptId?: string; problemId?: string }>({});
