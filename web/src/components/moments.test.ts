import { describe, expect, it } from 'vitest';
import { bound, handedOver } from './moments';

describe('a bound', () => {
    it('of a date or a time is the part of a moment that is written there', () => {
        expect(bound('date', '2026-12-24T23:30:00-11:00')).toBe('2026-12-24');
        expect(bound('time', '2026-12-24T23:30:00-11:00')).toBe('23:30');
        expect(bound('date', '2026-12-24')).toBe('2026-12-24');
        expect(bound('time', '09:30')).toBe('09:30');
    });

    it('of a date and time is the same moment where the learner is', () => {
        const local = bound('datetime', '2026-12-24T23:30:00Z');
        expect(new Date(local ?? '').toISOString()).toBe('2026-12-24T23:30:00.000Z');
    });

    it.each(['soon', '', undefined])('that cannot be read is none: %s', (text) => {
        expect(bound('date', text)).toBeUndefined();
        expect(bound('datetime', text)).toBeUndefined();
    });
});

describe('what is handed over', () => {
    it('is a moment of the whole world for a date and time, and the rest as it is', () => {
        expect(handedOver('datetime', '2026-12-24T09:30')).toMatch(/^2026-12-2[345]T\d\d:\d\d:00Z$/);
        expect(handedOver('date', '2026-12-24')).toBe('2026-12-24');
        expect(handedOver('time', '09:30')).toBe('09:30');
    });
});
