import { useFrontendTool } from '@copilotkit/react-core/v2';
import { z } from 'zod';

/** Plain tools of this application, of which Chiron knows nothing: the tutor calls them, the browser executes them. */
export function PageTools({ onChange }) {
  useFrontendTool({
    name: 'setTheme',
    description: 'Sets the theme of the page',
    parameters: z.object({ theme: z.enum(['light', 'dark']) }),
    handler: async ({ theme }) => {
      onChange({ theme });
      return `the page is ${theme} now`;
    },
  });
  useFrontendTool({
    name: 'setFont',
    description: 'Sets the size of the letters',
    parameters: z.object({ size: z.enum(['normal', 'large']) }),
    handler: async ({ size }) => {
      onChange({ font: size });
      return { size, pixels: size === 'large' ? 20 : 16 };
    },
  });
  return null;
}
