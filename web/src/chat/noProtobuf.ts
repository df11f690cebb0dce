// Stands in for `@ag-ui/proto` in the bundle. The tutor sends AG-UI as server-sent events and nothing else, and the client
// library would bring fourteen kilobytes of decoder along for a content type that never comes.

export const AGUI_MEDIA_TYPE = 'application/vnd.ag-ui.event+proto';

export class AGUIUnknownEventTypeError extends Error {}

/** Says what is missing, should such a stream ever come. */
export function decode(): never {
    throw new Error('This page reads AG-UI as server-sent events only.');
}
