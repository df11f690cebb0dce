import { describe, expect, it } from 'vitest';
import { Scale } from './scale';

describe('a scale', () => {
    it('counts its places, so that no value is a hair off its step', () => {
        const scale = new Scale(0, 1, 0.1);
        expect(Array.from({ length: scale.last + 1 }, (_, place) => scale.at(place))).toEqual([
            0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
        ]);
    });

    it('ends at the greatest value, although the last step is shorter', () => {
        const scale = new Scale(-1, 1.5, 0.4);
        expect(scale.last).toBe(7);
        expect(scale.at(6)).toBe(1.4);
        expect(scale.at(7)).toBe(1.5);
        expect(scale.placeOf(1.46)).toBe(7);
        expect(scale.placeOf(1.44)).toBe(6);
    });

    it.each([
        [-5, 0],
        [99, 10],
        [4.4, 4],
    ])('finds the place of %d', (value, place) => {
        expect(new Scale(0, 10, 1).placeOf(value)).toBe(place);
    });
});
