import { describe, expect, it } from 'vitest';
import { beginning, placeToFollow } from './follow';

// Goal: a long reply is read from its beginning; a short one is followed to its end.
describe('the place that a reader is taken to', () => {
    it('is the end while what is new fits into the view', () => {
        expect(placeToFollow(1000, 600, 700)).toBe(400);
        expect(placeToFollow(500, 600, 100)).toBe(0);
        expect(placeToFollow(1000, 600, undefined)).toBe(400);
    });

    it('is the beginning of what is new as soon as that has come to the top', () => {
        expect(placeToFollow(2000, 600, 700)).toBe(684);
        expect(placeToFollow(2000, 600, 8)).toBe(0);
    });
});

describe('the newest exchange begins', () => {
    it.each([
        ['with what was said last', ['said', 'reply', 'said', 'reply'], 2],
        ['with what was said, however many replies there are', ['said', 'reply', 'reply'], 0],
        ['with what the tutor says after an answer', ['reply', 'component', 'reply', 'component'], 2],
        ['with the tutor where nobody has said anything', ['reply'], 0],
    ] as const)('%s', (_, kinds, at) => {
        expect(beginning(kinds)).toBe(at);
    });

    it('nowhere in an empty conversation', () => {
        expect(beginning([])).toBeUndefined();
        expect(beginning(['component'])).toBeUndefined();
    });
});
