import { expect, it } from 'vitest';
import { duration } from './duration';

// Goal: minutes read as people say them, also at the full hour.
it.each([
    [0, '0 min'],
    [59, '59 min'],
    [60, '1 h'],
    [75, '1 h 15 min'],
    [600, '10 h'],
])('%i minutes are %s', (minutes, said) => {
    expect(duration(minutes)).toBe(said);
});
