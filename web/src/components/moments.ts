import type { ArgumentsOf } from './schemas';

type SelectionType = ArgumentsOf<'time_selector'>['selection_type'];

/** What a point in time is made of. */
export type Kind = 'date' | 'time' | 'datetime';

/** A range is made of two of its kind. */
export function kindOf(type: SelectionType): Kind {
    switch (type) {
        case 'date':
        case 'date_range':
            return 'date';
        case 'time':
        case 'time_range':
            return 'time';
        case 'datetime':
            return 'datetime';
    }
}

const two = (part: number) => String(part).padStart(2, '0');

/** A moment as a native input for a date and a time writes it, in the learner's own time zone. */
function localText(moment: Date): string {
    const date = `${moment.getFullYear().toString().padStart(4, '0')}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
    return `${date}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/**
 * A bound as the native input takes it. A bound with date, time and offset also bounds a date or a time: its part counts, as
 * it is written, which is how the server reads it too.
 */
export function bound(kind: Kind, text: string | undefined): string | undefined {
    if (!text) {
        return undefined;
    }
    const [, date, time] = text.match(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/) ?? [];
    switch (kind) {
        case 'date':
            return date ?? text.match(/^\d{4}-\d{2}-\d{2}$/)?.[0];
        case 'time':
            return time ?? text.match(/^\d{2}:\d{2}/)?.[0];
        case 'datetime': {
            const moment = new Date(text);
            return Number.isNaN(moment.getTime()) ? undefined : localText(moment);
        }
    }
}

/** What an input holds, as it is handed over: a date and time as a moment of the whole world, the others as they are. */
export function handedOver(kind: Kind, input: string): string {
    return kind === 'datetime' ? new Date(input).toISOString().replace(/\.\d{3}Z$/, 'Z') : input;
}

/** What was handed over, as the input holds it. */
export function asInput(kind: Kind, reply: string): string {
    return bound(kind, reply) ?? '';
}

/** What an input holds, in words of the learner's language. */
export function inWords(kind: Kind, input: string): string {
    const moment = new Date(kind === 'time' ? `2000-01-01T${input}` : kind === 'date' ? `${input}T00:00` : input);
    if (Number.isNaN(moment.getTime())) {
        return input;
    }
    const style: Intl.DateTimeFormatOptions =
        kind === 'date'
            ? { dateStyle: 'medium' }
            : kind === 'time'
              ? { timeStyle: 'short' }
              : { dateStyle: 'medium', timeStyle: 'short' };
    return new Intl.DateTimeFormat(undefined, style).format(moment);
}

/** The learner's time zone, as they would look for it in a list. */
export function timeZone(): string {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
