import { useFrontendTool } from '@copilotkit/react-core/v2';
import { z } from 'zod';

/**
 * A component that takes no answer reaches the page as an activity. Offering its tool only says that the page can show
 * it; the tool itself is never called.
 */
export function DiagramTool() {
  useFrontendTool({
    name: 'its:render_diagram_viewer',
    description: 'Shows a diagram',
    parameters: z.object({ diagram_id: z.string(), diagram_data: z.string(), diagram_type: z.string() }),
  });
  return null;
}

/** For `renderActivityMessages` of the provider. */
export const DIAGRAM = {
  activityType: 'diagram_viewer',
  content: z.object({ diagram_data: z.string(), caption: z.string().optional() }),
  render: Diagram,
};

function Diagram({ content }) {
  return (
    <figure className="shown">
      <figcaption>{content.caption ?? content.diagram_data}</figcaption>
    </figure>
  );
}
