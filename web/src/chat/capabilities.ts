import type { Tool } from '@ag-ui/client';
import { z } from 'zod';
import { answered } from '@/api/answered';
import { publicApi } from '@/api/publicApi';

const Capabilities = z.object({
    custom: z.object({
        model: z.object({ offline: z.boolean() }).optional(),
        components: z.array(
            z.object({
                toolName: z.string().optional(),
                activityType: z.string().optional(),
                description: z.string(),
                parameters: z.unknown(),
            }),
        ),
    }),
});

/** What the tutor can do, as far as the page asks for it. */
export type Capabilities = z.infer<typeof Capabilities>['custom'];

let asked: Promise<Capabilities> | undefined;

/** What the tutor can do; asked once. */
export function capabilities(): Promise<Capabilities> {
    asked ??= answered(publicApi.GET('/api/v1/agui/capabilities'))
        .then((body) => Capabilities.parse(body).custom)
        .catch((error: unknown) => {
            asked = undefined;
            throw error;
        });
    return asked;
}

/** This page shows every component there is, and says so. */
export async function offeredTools(): Promise<Tool[]> {
    const { components } = await capabilities();
    return components.map(({ toolName, activityType, description, parameters }) => ({
        name: toolName ?? `its:render_${activityType}`,
        description,
        parameters,
    }));
}
